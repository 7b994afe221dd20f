from modeltranslation.translator import TranslationOptions, register

from indicators.models import Indicator, IndicatorTarget


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "short_name", "definition")


@register(IndicatorTarget)
class IndicatorTargetTranslation(TranslationOptions):
    fields = ("baseline_label", "wording")
