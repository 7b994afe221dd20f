from modeltranslation.translator import TranslationOptions, register

from governance import models


@register(models.CouncilModel)
class CouncilModelTranslation(TranslationOptions):
    fields = ("name",)


@register(models.StandingItem)
class StandingItemTranslation(TranslationOptions):
    fields = ("title",)


@register(models.TrainingModule)
class TrainingModuleTranslation(TranslationOptions):
    fields = ("name", "description")


@register(models.TrainingContent)
class TrainingContentTranslation(TranslationOptions):
    fields = ("changes",)


@register(models.TrainingSession)
class TrainingSessionTranslation(TranslationOptions):
    fields = ("title", "about")


@register(models.TrainingRules)
class TrainingRulesTranslation(TranslationOptions):
    fields = ("office",)


@register(models.QualityItem)
class QualityItemTranslation(TranslationOptions):
    fields = ("question",)
