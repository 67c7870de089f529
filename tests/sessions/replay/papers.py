"""After the closing: eight resolutions through their chain, minutes of each sitting and of all."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from sessions.models import Minutes, Resolution
from sessions.services import chain, minutes, resolutions, signing
from sessions.services.refusals import SessionRefused
from sessions.workflow.resolution import ResolutionForm
from tests.documents import material
from tests.sessions.replay.stage import ADOPTED, SECOND, Stage, at
from tests.sessions.resolutions import ARTICLES, PASSPHRASE, keys, text_of

LEGAL = 3
EFFECT = date(2026, 12, 1)
SIGNED = date(2026, 11, 13)


class Papers(Stage):
    """What is printed, signed and sent."""

    def resolve(self) -> None:
        """Three legal and five individual resolutions; the first is signed with a key."""
        with self.clock(at(13, 15)):
            self.resolutions = [
                self._signed(place, item.pk) for place, item in enumerate(self.items[:ADOPTED])
            ]

    def _signed(self, place: int, item: int) -> Resolution:
        found = self.session.items.get(pk=item)
        legal = place < LEGAL
        adopted = date(2026, 11, SECOND)
        office = self.may(self.officer, "draft_resolution", self.session)
        made = resolutions.draft_from_item(
            found,
            form=ResolutionForm.LEGAL if legal else ResolutionForm.INDIVIDUAL,
            adopted_on=adopted,
            by=office,
        )
        self.may(office, "edit_resolution", made)
        text = ARTICLES.replace("ngày 01 tháng 8 năm 2026", "ngày 01 tháng 12 năm 2026")
        made = resolutions.change_text(
            made, by=office, **text_of(made, articles=text, effective_on=EFFECT)
        )
        made = resolutions.confirm_form(made, by=office)
        chair = self.mandates[0].person
        signer = {"signer": chair.pk, "on": SIGNED}
        if place == 0:
            by = self.may(self.chair, "sign_resolution", made)
            key = keys(chair.name).p12
            return signing.sign_digitally(made, key=key, passphrase=PASSPHRASE, by=by, **signer)
        clerk = self.may(self.clerks[0], "sign_resolution", made)
        made = signing.number_for_paper(made, by=clerk, **signer)
        if place == 1:  # a mistake is seen: the number stays void, the text gets the next one
            made = signing.withdraw_number(made, reason="Sai căn cứ pháp lý", by=clerk)
            made = resolutions.confirm_form(made, by=office)
            made = signing.number_for_paper(made, by=clerk, **signer)
        scan = BytesIO(material.pdf(2))
        return signing.attach_signed(made, data=scan, name="scan.pdf", compared=True, by=clerk)

    def send_out(self) -> None:
        """Issued, sent to whom the law names, published; the last one waits."""
        today = date(2026, 11, 16)
        with self.clock(at(16, 10)):
            for made in self.resolutions[:-1]:
                clerk = self.may(self.clerks[0], "follow_resolution", made)
                made = signing.issue(made, by=clerk)
                made = signing.send_up(
                    made, on=date(2026, 11, 14), today=today, by=clerk, reference="CV 88"
                )
                for step in made.steps.filter(done_on=None):
                    chain.finish_step(
                        step, on=today, today=today, by=clerk, reference=f"CV {step.position}"
                    )
                signing.publish(made, by=clerk)

    def write_minutes(self) -> None:
        """Minutes of four sittings and of the session: remarks, a return, approval."""
        with self.clock(at(17, 9)):
            office = self.may(self.officer, "write_minutes", self.session)
            self.minutes = [
                minutes.begin_minutes(self.session, sitting=sitting, by=office)
                for sitting in (*self.sittings, None)
            ]
            whole = self.minutes[-1]
            minutes.write_remark(
                whole, section="closing", text="Chủ tọa cảm ơn cử tri và đại biểu.", by=office
            )
            chair = self.may(self.chair, "approve_minutes", self.session)
            for one in self.minutes:
                minutes.submit_minutes(one, by=office)
            minutes.return_minutes(whole, reason="Thiếu lời bế mạc", by=chair)
            minutes.submit_minutes(whole, by=office)
        with self.clock(at(20, 9)):
            for place, one in enumerate(self.minutes):
                self.minutes[place] = minutes.approve_minutes(
                    one, where="Phiên họp Thường trực HĐND tháng 11", by=chair
                )

    def record_changed_later(self) -> None:
        """The record goes on after the approval; the approved minutes do not follow."""
        with self.clock(at(21, 9)), pytest.raises(SessionRefused, match="minutes_settled"):
            minutes.write_remark(
                Minutes.objects.get(pk=self.minutes[-1].pk),
                section="closing",
                text="Thêm",
                by=self.officer,
            )
