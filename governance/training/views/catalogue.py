"""The modules of training, their content by day, and who signs certificates."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, may, may_district_wide
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from governance.models import TrainingContent, TrainingModule
from governance.training import catalogue, sessions
from governance.training.forms import ContentForm, ModuleForm, TrainingRulesForm


def form_page(request, form, title, back, back_label, **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, **more}
    return render(request, "governance/training_form.html", context)


@require_safe
def module_list(request):
    """What is taught, to whom, by when, and for how long it holds."""
    today = timezone.localdate()
    modules = list(
        TrainingModule.objects.select_related("initiative__priority_action__cycle").prefetch_related("contents")
    )
    context = {
        "modules": [one for one in modules if not is_retired(one, today)],
        "retired": [one for one in modules if is_retired(one, today)],
        "rules": catalogue.rules(),
        "may_run": may_district_wide(request.user, Can.RUN_TRAINING),
        "may_view": may(request.user, Can.VIEW_TRAINING),
    }
    return render(request, "governance/training_modules.html", context)


def is_retired(module, day):
    return module.retired_on is not None and module.retired_on <= day


def module_or_404(code):
    return get_object_or_404(
        TrainingModule.objects.select_related("initiative__priority_action__cycle"), code=code.replace("\0", "")
    )


@require_safe
def module_detail(request, code):
    module = module_or_404(code)
    context = {
        "module": module,
        "is_retired": is_retired(module, timezone.localdate()),
        "contents": list(module.contents.all()),
        "coming": sessions.coming(request.user, module_code=module.code),
        "may_run": may_district_wide(request.user, Can.RUN_TRAINING),
        "history": history_of(module) if may_district_wide(request.user, Can.RUN_TRAINING) else None,
    }
    return render(request, "governance/training_module.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def module_add(request):
    last = TrainingModule.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return module_page(request, TrainingModule(position=min(last + 10, 32_000)), _("Add a module"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def module_edit(request, code):
    return module_page(request, module_or_404(code), _("Change the module"))


def module_page(request, module, title):
    form = ModuleForm(request.POST or None, instance=module)
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("Saved the module “%(module)s”.") % {"module": saved})
        return redirect(saved)
    back = module.get_absolute_url() if module.pk else reverse("governance:training-modules")
    return form_page(request, form, title, back, module if module.pk else _("Training modules"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def content_add(request, code):
    return content_page(request, TrainingContent(module=module_or_404(code), content_on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def content_edit(request, code, pk):
    module = module_or_404(code)
    content = get_object_or_404(module.contents, pk=pk)
    content.module = module
    return content_page(request, content)


def content_page(request, content):
    form = ContentForm(request.POST or None, instance=content)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(content.module)
    return form_page(request, form, _("Content of the module"), content.module.get_absolute_url(), content.module)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rules(request):
    record = catalogue.rules()
    form = TrainingRulesForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("governance:training-modules")
    back = reverse("governance:training-modules")
    return form_page(request, form, _("Who signs certificates"), back, _("Training modules"))
