"""A session with an item the council has passed, and keys to sign with, for the tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Membership, Person
from sessions.models import AgendaItem, CouncilSession, Resolution
from sessions.services import resolutions
from sessions.workflow.resolution import ResolutionForm
from tests.factories import (
    AgencyFactory,
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
)

OPENING = date(2026, 7, 14)
ADOPTED = date(2026, 7, 16)
EFFECT = date(2026, 8, 1)
PASSPHRASE = "mat-khau-mau"  # noqa: S105 -- of a key made for the tests
ARTICLES = """\
Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng
1. Nghị quyết này quy định mức hỗ trợ hòa giải viên.
2. Nghị quyết này áp dụng đối với:
a) Hòa giải viên;
b) Cơ quan, tổ chức có liên quan.
Điều 2. Mức hỗ trợ
Hỗ trợ 200.000 đồng/tổ/tháng.
Điều 3. Tổ chức thực hiện
1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Điều 2 Nghị quyết này.
2. Giao Thường trực Hội đồng nhân dân tỉnh giám sát.
Điều 4. Hiệu lực thi hành
Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2026."""


@dataclass
class Scene:
    """The session, its passed item, the Chair and the office."""

    session: CouncilSession
    item: AgendaItem
    chair: Person
    officer: User

    def another(self, title: str = "Nghị quyết về một việc khác") -> AgendaItem:
        """A second item the council has passed."""
        found: AgendaItem = AgendaItemFactory(
            session=self.session, title=title, kind="resolution", state="passed"
        )
        return found


def scene() -> Scene:
    """A session in July 2026 whose draft on mediators was passed on the 16th."""
    session = CouncilSessionFactory(
        name="Kỳ họp giữa năm", kind="regular_mid", opening_on=OPENING, closing_on=ADOPTED,
        ordinal=2, state="open",
    )  # fmt: skip
    standing = BodyFactory(term=session.term, kind="standing_committee", code="TT")
    chair = PersonFactory(name="Lê Thị Chủ Mẫu")
    MembershipFactory(body=standing, person=chair, role=Membership.Role.CHAIR)
    item = AgendaItemFactory(
        session=session,
        title="Nghị quyết quy định mức hỗ trợ hòa giải viên ở cơ sở",
        kind="resolution",
        state="passed",
        presenter=AgencyFactory(council=session.council, name="UBND tỉnh"),
        verifying_body=BodyFactory(term=session.term),
    )
    officer = UserFactory(role="officer", role__council=session.council)
    return Scene(session, item, chair, officer)


def drafted(made: Scene, form: str = "legal", item: AgendaItem | None = None) -> Resolution:
    """The resolution of the item, as the record gives it."""
    return resolutions.draft_from_item(
        item or made.item, form=ResolutionForm(form), adopted_on=ADOPTED, by=made.officer
    )


def text_of(resolution: Resolution, **changed: object) -> dict[str, object]:
    """The whole text as the form sends it, in good form unless changed."""
    given = {
        "title": resolution.title,
        "bases": resolution.bases,
        "enacting": resolution.enacting,
        "articles": ARTICLES,
        "closing": resolution.closing,
        "recipients": resolution.recipients,
        "archive": resolution.archive,
        "effective_on": EFFECT,
    }
    return {**given, **changed}


def written(made: Scene, form: str = "legal", item: AgendaItem | None = None) -> Resolution:
    """A resolution in good form, not confirmed yet."""
    found = drafted(made, form, item)
    return resolutions.change_text(found, by=made.officer, **text_of(found))


def checked(made: Scene, form: str = "legal", item: AgendaItem | None = None) -> Resolution:
    """A resolution whose form is confirmed."""
    return resolutions.confirm_form(written(made, form, item), by=made.officer)


@dataclass(frozen=True)
class Keys:
    """A PKCS#12 file, and the root that stands behind it as PEM."""

    p12: bytes
    root: bytes


@cache
def keys(name: str = "Lê Thị Chủ Mẫu", *, days: int = 3650, signs: bool = True) -> Keys:
    """A key of that name from a root of ours, valid for so many days since June 2026."""
    start = datetime(2026, 6, 1, tzinfo=UTC)
    root_key, root = _certificate("Gốc mẫu", start, 3650, is_root=True)
    key, certificate = _certificate(name, start, days, issuer=root, by=root_key, signs=signs)
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    p12 = pkcs12.serialize_key_and_certificates(b"mau", key, certificate, [root], lock)
    return Keys(p12, root.public_bytes(serialization.Encoding.PEM))


def _certificate(name, start, days, *, issuer=None, by=None, is_root=False, signs=True):
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs and not is_root,
                content_commitment=signs and not is_root,
                key_encipherment=not signs,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=is_root,
                crl_sign=is_root,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    return key, built.sign(by or key, hashes.SHA256())
