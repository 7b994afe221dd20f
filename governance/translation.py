from modeltranslation.translator import TranslationOptions, register

from governance import models


@register(models.CouncilModel)
class CouncilModelTranslation(TranslationOptions):
    fields = ("name",)


@register(models.StandingItem)
class StandingItemTranslation(TranslationOptions):
    fields = ("title",)


@register(models.QualityItem)
class QualityItemTranslation(TranslationOptions):
    fields = ("question",)
