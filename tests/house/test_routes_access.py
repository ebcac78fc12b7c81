"""Every door says who may enter, and looking changes nothing."""

import pytest
from flask import Flask, Response

from portal.accounts.access import UndeclaredAccess, check_declared
from portal.accounts.permissions import Permission, permissions_of
from portal.web.access import declared_access, public
from tests.house.doors import addresses, crawl
from tests.house.world import SUBJECTS, World

#: endpoint -> who may enter. A new route fails here until somebody has decided.
GOLDEN = {
    "administration.areas": "administer",
    "administration.end_code": "administer",
    "administration.equality": "administer",
    "administration.equality_delete": "administer",
    "administration.equality_publish": "administer",
    "administration.equality_start": "administer",
    "administration.equality_version": "administer",
    "administration.index": "administer",
    "administration.organisation": "administer",
    "administration.organisation_code": "administer",
    "administration.organisation_dates": "administer",
    "administration.organisation_list": "administer",
    "administration.organisation_merge": "administer",
    "administration.organisation_new": "administer",
    "administration.organisation_rename": "administer",
    "administration.organisation_unmerge": "administer",
    "administration.partner": "administer",
    "administration.partner_close": "administer",
    "administration.partner_list": "administer",
    "administration.partner_new": "administer",
    "administration.partner_rename": "administer",
    "administration.question": "administer",
    "administration.question_new": "administer",
    "administration.question_remove": "administer",
    "administration.reason": "administer",
    "administration.reason_list": "administer",
    "administration.reason_new": "administer",
    "administration.service": "administer",
    "administration.service_code": "administer",
    "administration.service_dates": "administer",
    "administration.service_list": "administer",
    "administration.service_merge": "administer",
    "administration.service_move": "administer",
    "administration.service_new": "administer",
    "administration.service_rename": "administer",
    "administration.service_unmerge": "administer",
    "administration.setting": "administer",
    "administration.setting_change": "administer",
    "administration.setting_list": "administer",
    "administration.signpost": "administer",
    "administration.signpost_change": "administer",
    "administration.signpost_confirm": "administer",
    "administration.signpost_list": "administer",
    "administration.signpost_new": "administer",
    "administration.signpost_retire": "administer",
    "administration.site": "administer",
    "administration.site_code": "administer",
    "administration.site_dates": "administer",
    "administration.site_list": "administer",
    "administration.site_merge": "administer",
    "administration.site_move": "administer",
    "administration.site_new": "administer",
    "administration.site_rename": "administer",
    "administration.site_unmerge": "administer",
    "administration.template": "administer",
    "administration.template_list": "administer",
    "administration.template_new": "administer",
    "appeals.appeal": "read_desk",
    "appeals.decide": "read_desk",
    "appeals.queue": "read_desk",
    "assisted.start": "assist",
    "changes.change": "public",
    "changes.changes": "public",
    "changes.edit": "publish_change",
    "changes.feed": "public",
    "changes.index": "read_desk",
    "changes.new": "publish_change",
    "changes.publish": "check_second",
    "catalogue.component": "administer",
    "catalogue.index": "administer",
    "catalogue.sentences": "administer",
    "complaints.acknowledge": "handle_complaints",
    "complaints.queue": "handle_complaints",
    "desk.ask": "read_desk",
    "desk.add_service": "moderate",
    "desk.answer_together": "respond",
    "desk.ask_for_parts": "read_desk",
    "desk.assign": "read_desk",
    "desk.check_answer": "check_second",
    "desk.correct": "moderate",
    "desk.deal_with": "read_desk",
    "desk.decide": "moderate",
    "desk.delete_filter": "read_desk",
    "desk.edit_filter": "read_desk",
    "desk.filters": "read_desk",
    "desk.give_part": "respond",
    "desk.item": "read_desk",
    "desk.match": "moderate",
    "desk.match_further": "moderate",
    "desk.name_owner": "moderate",
    "desk.new_filter": "read_desk",
    "desk.next": "read_desk",
    "desk.note": "read_desk",
    "desk.note_content": "read_desk",
    "desk.open_first": "read_desk",
    "desk.open_words": "read_desk",
    "desk.outbox": "read_desk",
    "desk.pass_on": "read_desk",
    "desk.page_reports": "read_desk",
    "desk.preview": "read_desk",
    "desk.publish": "moderate",
    "desk.queue": "read_desk",
    "desk.read_answers": "read_desk",
    "desk.remove_service": "moderate",
    "desk.reopen": "moderate",
    "desk.respond": "respond",
    "desk.second": "check_second",
    "desk.shared_load": "manage_people",
    "desk.take_back": "read_desk",
    "desk.take_out": "moderate",
    "desk.unpublish": "moderate",
    "exports.export": "export",
    "duty.fill": "read_desk",
    "duty.preferences": "signed_in",
    "duty.remove": "read_desk",
    "duty.rota": "read_desk",
    "feedback.check": "public",
    "feedback.delete": "public",
    "feedback.deleted": "public",
    "feedback.experience": "public",
    "feedback.experiences": "public",
    "feedback.help_now": "public",
    "feedback.sent": "public",
    "feedback.start": "public",
    "feedback.step": "public",
    "follow_up.confirm": "public",
    "follow_up.answer": "public",
    "follow_up.consent": "public",
    "follow_up.held": "public",
    "follow_up.held_json": "public",
    "follow_up.leave": "public",
    "follow_up.page": "public",
    "follow_up.second_look": "public",
    "follow_up.sign_in": "public",
    "follow_up.withdraw": "public",
    "follow_up.write_back": "public",
    "insight.chart": "see_dashboard",
    "insight.dashboard": "see_dashboard",
    "insight.draw_anew": "see_dashboard",
    "insight.draw_back": "see_dashboard",
    "insight.index": "public",
    "insight.organisation": "public",
    "insight.scorecards": "see_dashboard",
    "insight.sentence": "public",
    "insight.sentence_of": "public",
    "insight.theme": "public",
    "involvement.get_involved": "public",
    "pages.accessibility": "public",
    "pages.begin": "signed_in",
    "pages.complain": "public",
    "pages.contact": "public",
    "pages.cookies": "public",
    "pages.healthz": "public",
    "pages.help_now": "public",
    "pages.home": "public",
    "pages.moderation": "public",
    "pages.privacy": "public",
    "pages.readyz": "public",
    "pages.report": "public",
    "pages.sitemap": "public",
    "pages.speak_up": "public",
    "people.access": "manage_people",
    "people.come_back": "manage_people",
    "people.end_own": "signed_in",
    "people.end_session": "manage_people",
    "people.forgotten": "public",
    "people.index": "manage_people",
    "people.invite": "manage_people",
    "people.leave": "manage_people",
    "people.link": "public",
    "people.mail": "manage_people",
    "people.person": "manage_people",
    "people.review": "manage_people",
    "people.reviewed": "manage_people",
    "people.second_factor": "manage_people",
    "people.where": "signed_in",
    "safety.answer": "lead_safety",
    "safety.candour": "lead_safety",
    "safety.hand_over": "lead_safety",
    "safety.overview": "read_desk",
    "safety.read": "read_desk",
    "safety.reference": "lead_safety",
    "safety.safeguarding": "lead_safety",
    "safety.severity": "read_desk",
    "records.decide": "manage_records",
    "records.disposed": "manage_records",
    "records.due": "manage_records",
    "records.held": "manage_records",
    "records.hold": "manage_records",
    "records.holds": "manage_records",
    "records.index": "manage_records",
    "records.lift": "manage_records",
    "records.propose": "manage_records",
    "records.proposed": "manage_records",
    "records.record": "manage_records",
    "records.set_class": "manage_records",
    "records.trail": "administer",
    "security.change_password": "signed_in",
    "security.login": "public",
    "security.logout": "public",
    "security.mf_recovery": "public",
    "security.mf_recovery_codes": "signed_in",
    "security.static": "public",
    "security.tf_select": "signed_in",
    "security.two_factor_rescue": "public",
    "security.two_factor_setup": "public",
    "security.two_factor_setup_validate": "signed_in",
    "security.two_factor_token_validation": "public",
    "security.verify": "signed_in",
    "static": "public",
}


def test_every_door_stands_in_the_table(world: World) -> None:
    declared = {
        rule.endpoint: str(declared_access(world.app.view_functions[rule.endpoint]))
        for rule in world.app.url_map.iter_rules()
    }
    assert declared == GOLDEN


def test_every_permission_is_one_that_exists(world: World) -> None:
    assert set(GOLDEN.values()) <= {"public", "signed_in", *Permission}


def test_a_door_that_says_nothing_stops_the_start() -> None:
    app = Flask("small")
    app.add_url_rule("/kept", "kept", public(lambda: Response("")))
    app.add_url_rule("/forgotten", "forgotten", lambda: Response(""))
    with pytest.raises(UndeclaredAccess, match=r"open: forgotten, static$"):
        check_declared(app)


def test_everything_without_a_declaration_is_refused(world: World) -> None:
    assert not [e for e, view in world.app.view_functions.items() if not declared_access(view)]


@pytest.mark.parametrize("subject", [*SUBJECTS, "everything"])
def test_looking_changes_nothing(world: World, subject: str) -> None:
    assert not crawl(world, subject).changed


def test_the_doors_are_generated_and_many(world: World) -> None:
    opened = {a.endpoint for a in addresses(world, "GET")} | {
        a.endpoint for a in addresses(world, "POST")
    }
    assert opened == {rule.endpoint for rule in world.app.url_map.iter_rules()}


def test_no_role_holds_every_permission(world: World) -> None:
    assert not [r for r in SUBJECTS if permissions_of(frozenset({r})) == frozenset(Permission)]
