// A shop on which members sign in with the community, by openid-client. It speaks in lines of JSON and reaches no network:
// `ask` is a request of its own, `visit` what it sends a browser to, `done` what it learned.

import { createInterface } from "node:readline";
import { createLocalJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";

const heard = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = async (what) => {
  process.stdout.write(`${JSON.stringify(what)}\n`);
  return JSON.parse((await heard.next()).value);
};
const carried = async (url, { method, headers, body }) => {
  const ask = { url: String(url), method, headers: Object.fromEntries(new Headers(headers)), body: String(body ?? "") };
  const answer = await say({ ask });
  return new Response(answer.body || null, { status: answer.status, headers: answer.headers });
};

const told = await say({ ready: true });
const proof = told.client_secret ? client.ClientSecretBasic(told.client_secret) : client.None();
const config = await client.discovery(new URL(told.issuer), told.client_id, undefined, proof, {
  execute: [client.allowInsecureRequests], // the house of the tests speaks plain HTTP
  [client.customFetch]: carried,
});

const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
const to = client.buildAuthorizationUrl(config, {
  redirect_uri: told.callback,
  scope: "openid profile email offline_access",
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
const { back } = await say({ visit: String(to) });
const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
const tokens = await client.authorizationCodeGrant(config, new URL(back), checks);
const { sub, sid } = tokens.claims();
const known = await client.fetchUserInfo(config, tokens.access_token, sub);

const later = await client.refreshTokenGrant(config, tokens.refresh_token);
const isRotated = later.refresh_token !== tokens.refresh_token;

const leave = client.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: told.after_logout,
});
const { logout_token: said, keys } = await say({ leave: String(leave) });
const options = { issuer: told.issuer, audience: told.client_id, typ: "logout+jwt" };
const { payload: goodbye } = await jwtVerify(said, createLocalJWKSet(keys), options);

// Signed out there: nothing of that sign-in opens anything. A second one is given back by the shop itself.
const isOver = await client.fetchUserInfo(config, later.access_token, sub).then(() => false, (error) => error.status ?? 401);
await client.tokenRevocation(config, later.refresh_token);
await say({ done: { sub, known, isRotated, isOver, sameSession: goodbye.sid === sid, about: goodbye.sub } });
