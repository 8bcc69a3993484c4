"""The mechanism every desk stands on: a case runs a procedure, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "county.cases"
    label = "cases"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.agencies.leaving import offer_hand_over
        from county.audit import triggers as audit_triggers
        from county.audit.words import name_things, name_verbs
        from county.cases import triggers
        from county.cases.acts import TITLES
        from county.cases.doors import late, procedures
        from county.cases.handover import hand_over, open_work_of
        from county.offers import offer_nav

        audit_triggers.also(install=triggers.install, remove=triggers.remove)
        offer_nav(procedures)
        offer_nav(late)
        offer_hand_over(lambda user: len(open_work_of(user)),
                        lambda actor, old, new: hand_over(actor=actor, from_user=old, to_user=new))
        own = {"take": _("办一步"), "comment": _("留言"), "file": _("加附件"), "refer": _("转出一件事"),
               "receipt": _("补发回执"),
               "decline": _("退回转办")}
        name_verbs({f"case.{act}": words for act, words in (*((act, _(title)) for act, title in TITLES.items()),
                                                            *own.items())})
        name_things({"case": _("办件")})
