from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "coorum.enquiries"
    label = "enquiries"
