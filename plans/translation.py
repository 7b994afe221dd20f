from modeltranslation.translator import TranslationOptions, register

from plans import models


@register(models.PlanCycle)
class PlanCycleTranslation(TranslationOptions):
    fields = ("title", "vision", "mission", "fce_definition", "source")


@register(models.TheoryStatement)
class TheoryStatementTranslation(TranslationOptions):
    fields = ("heading", "text")


@register(models.CrossCuttingAim)
class CrossCuttingAimTranslation(TranslationOptions):
    fields = ("text",)


@register(models.PriorityAction)
class PriorityActionTranslation(TranslationOptions):
    fields = ("title",)


@register(models.Initiative)
class InitiativeTranslation(TranslationOptions):
    fields = ("title", "intent", "named_measures", "named_partners")


@register(models.SpendingCategory)
class SpendingCategoryTranslation(TranslationOptions):
    fields = ("label",)
