"""Words that come to mind first in Japan, for the estimate of how soon a password is guessed: zxcvbn's own lists are of English
words, and of passwords that leaked in the West.

Chosen for this house and copied from nowhere: what people love, call each other and type without looking; the likeliest first,
since an estimate counts the place in the list. In Latin letters by both common ways of writing where they differ.
"""

_WORDS = """
1234qwer qwer1234 qwerasdf asdf1234 1234asdf asdfzxcv qazwsxedc zaqxsw zaq12wsx 1qaz2wsx q1w2e3r4 pasuwado pasuwaado
himitsu ぱすわーど パスワード ひみつ 秘密 あいうえお かきくけこ さしすせそ いろは いろはにほへと 一二三四五 壱弐参
sakura さくら 桜 aishiteru aishiteruyo daisuki suki 愛してる あいしてる だいすき 大好き ありがとう arigatou arigato
gozaimasu konnichiwa konbanwa ohayou ohayo oyasumi sayonara sayounara こんにちは おはよう おやすみ さようなら ganbare
ganbaru がんばれ 頑張れ shiawase しあわせ 幸せ nihon nippon japan にほん 日本 nihonjin nihongo nihonichi ichiban tokyo
toukyou とうきょう 東京 osaka oosaka 大阪 kyoto kyouto 京都 yokohama 横浜 nagoya 名古屋 sapporo 札幌 kobe koube 神戸
fukuoka 福岡 sendai 仙台 hiroshima 広島 hokkaido hokkaidou 北海道 okinawa 沖縄 chiba 千葉 saitama 埼玉 kanagawa 神奈川
shizuoka 静岡 nagano 長野 niigata 新潟 nagasaki 長崎 kumamoto 熊本 kagoshima 鹿児島 miyazaki ooita oita saga ehime
kagawa kochi kouchi tokushima okayama yamaguchi tottori shimane wakayama nara hyogo hyougo shiga mie aichi gifu toyama
ishikawa kanazawa fukui yamanashi tochigi gunma ibaraki fukushima yamagata akita iwate miyagi aomori shibuya shinjuku
ikebukuro ueno asakusa akihabara ginza harajuku roppongi shinagawa kichijoji umeda nanba namba hakata gion kamakura
fujisan fuji 富士山 富士 shinkansen yamanote doraemon どらえもん ドラえもん pikachu pikachuu ピカチュウ pokemon
ポケモン anpanman アンパンマン totoro トトロ hellokitty kitty kitei kirby mario luigi yoshi zelda gundam ガンダム
naruto luffy onepiece ワンピース conan konan dragonball goku gokuu sailormoon shinchan nobita sazaesan eva evangelion
ghibli jiburi kimetsu tanjiro nezuko ultraman kamenrider rider godzilla gojira neko ねこ 猫 inu いぬ 犬 usagi うさぎ
kuma くま panda tori saru ushi uma tora hebi risu kitsune tanuki penguin iruka kujira hamster hana はな 花 yuki ゆき
雪 sora そら 空 umi うみ 海 kaze かぜ 風 hoshi ほし 星 tsuki つき 月 hikari ひかり 光 kokoro こころ 心 yume ゆめ 夢
kibou kibo 希望 mirai みらい 未来 niji 虹 taiyou taiyo 太陽 ame 雨 kumo 雲 yama 山 kawa 川 mori 森 mizu 水 hi 火
tsuchi 土 chikyuu haru はる 春 natsu なつ 夏 aki あき 秋 fuyu ふゆ 冬 hanabi 花火 matsuri 祭り momiji 紅葉 himawari
ひまわり ajisai tanpopo botan tsubaki ume momo もも ringo りんご mikan みかん ichigo いちご budou suika banana melon
kaki ichigatsu nigatsu sangatsu shigatsu gogatsu rokugatsu shichigatsu hachigatsu kugatsu juugatsu mutsuki kisaragi
yayoi uzuki satsuki minazuki fumizuki hazuki nagatsuki kannazuki shimotsuki shiwasu getsuyoubi kayoubi suiyoubi
mokuyoubi kinyoubi doyoubi nichiyoubi ichi ni san shi go roku nana hachi kyuu juu hyaku sen man oku reiwa heisei
shouwa showa taishou meiji 令和 平成 昭和 akai aoi shiroi kuroi midori murasaki kiiro pinku orenji gin kin aka ao
shiro kuro chairo sushi すし 寿司 ramen raamen ラーメン udon soba curry karee カレー onigiri おにぎり gohan ごはん
miso tofu toufu natto nattou okonomiyaki takoyaki たこ焼き tempura tenpura yakiniku 焼肉 gyoza gyouza mochi dango
matcha ocha お茶 kohi koohii sake biru biiru tamago purin keeki chokoreeto choko aisu kakigoori samurai サムライ ninja
忍者 shogun shougun katana geisha kendo kendou judo juudou karate sumo sumou bushido bushidou kamikaze banzai yakyuu
yakyu 野球 sakka sakkaa サッカー tenisu basuke baree suiei kyojin hanshin tigers giants carp kawaii かわいい kakkoii
sugoi すごい yabai tanoshii ureshii genki げんき 元気 baka ばか aho otaku manga まんが マンガ anime アニメ gemu geemu
karaoke ongaku piano gitaa eiga densha kuruma jitensha ryokou gakkou daigaku sensei senpai kouhai tomodachi ともだち
友達 kazoku かぞく 家族 okaasan おかあさん お母さん otousan おとうさん お父さん mama papa oniichan oneechan ojiisan
obaasan akachan kodomo kareshi kanojo otto tsuma takeshi kenji kenta daisuke shota shouta takuya tatsuya yuta yuuta
yuto yuuto haruto hiroto ren sota souta riku sho shou ryo ryou ryota ryouta naoki kazuya kazuki tomoya hiroshi hiroki
makoto satoshi takashi tadashi akira isamu shigeru minoru tarou taro jirou jiro ichirou ichiro saburou koji kouji
shinji yuji yuuji keiji eiji kenichi shinichi junichi yuichi yuuichi koichi kouichi yoko youko keiko junko hiroko
tomoko yumiko kumiko mayumi naomi megumi kaori yuka yukari yui yuina aoi hina hinata rin mei mio miyu misaki nanami
ayaka ayumi asuka asami emi erika eri haruka kana kanako mai maki mami mari mariko miho miki mika miku momoka natsuki
natsumi nozomi risa rina rika saki sayaka sayuri shiori shizuka yoshiko akiko fumiko hanako michiko reiko sachiko
satou sato suzuki takahashi tanaka watanabe itou ito yamamoto nakamura kobayashi katou kato yoshida yamada sasaki
yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki ikeda abe hashimoto ishikawa yamashita nakajima maeda fujita
ogawa okada gotou goto hasegawa ishii murakami kondou kondo sakamoto endou endo aoki fujii nishimura fukuda oota ota
miura okamoto fujiwara matsuda nakagawa nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita
"""
WORDS = tuple(dict.fromkeys(_WORDS.split()))
