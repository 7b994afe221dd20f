from modeltranslation.translator import TranslationOptions, register

from district.models import Language


@register(Language)
class LanguageTranslation(TranslationOptions):
    fields = ("name",)
