"""How each survey platform writes its exports: one small file a platform."""

from peakend.surveys.exports.profile import Profile, find_profiles
from peakend.surveys.exports.profiles.google_forms import GOOGLE_FORMS
from peakend.surveys.exports.profiles.jinshuju import JINSHUJU
from peakend.surveys.exports.profiles.limesurvey import LIMESURVEY
from peakend.surveys.exports.profiles.microsoft_forms import MICROSOFT_FORMS
from peakend.surveys.exports.profiles.plain import PLAIN
from peakend.surveys.exports.profiles.qualtrics import QUALTRICS
from peakend.surveys.exports.profiles.surveymonkey import SURVEYMONKEY
from peakend.surveys.exports.profiles.tencent import TENCENT
from peakend.surveys.exports.profiles.typeform import TYPEFORM
from peakend.surveys.exports.profiles.wjx import WJX

OWN = (
    WJX,
    TENCENT,
    JINSHUJU,
    QUALTRICS,
    SURVEYMONKEY,
    LIMESURVEY,
    GOOGLE_FORMS,
    MICROSOFT_FORMS,
    TYPEFORM,
    PLAIN,
)


def all_profiles() -> dict[str, Profile]:
    """Return all profiles by their names, those that other packages register last."""
    return {profile.name: profile for profile in OWN} | find_profiles()
