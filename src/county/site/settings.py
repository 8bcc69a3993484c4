"""Django settings. Everything an office may change comes from the environment (see docs/manual/reading-room.md)."""

from __future__ import annotations

from csp.constants import NONE, SELF

from county.site import environment
from gongbao.text.unreadable import LIMIT

HOME = environment.home()
MODE = environment.mode()
DEMO = MODE == "demo"
PACK = environment.value("GONGBAO_PACK", "")
DEMO_DATE = environment.demo_date() if DEMO else None
DEMO_RATINGS = environment.demo_ratings()
REVIEWS_SMALLEST = 5
"""No published number of raters below this (docs/security.md): the platform's own protection, no document's number."""

SECRET_KEY = environment.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = environment.listed("GONGBAO_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_structlog",
    "django_htmx",
    "ninja",
    "county.site.apps.SiteConfig",
    "county.accounts.apps.AccountsConfig",
    "county.audit.apps.AuditConfig",
    "county.notices.apps.NoticesConfig",
    "county.offline.apps.OfflineConfig",
    "county.agencies.apps.AgenciesConfig",
    "county.letters.apps.LettersConfig",
    "county.cases.apps.CasesConfig",
    "county.gazette.apps.GazetteConfig",
    "county.rulebook.apps.RulebookConfig",
    "county.insolvency.apps.InsolvencyConfig",
    "county.supervision.apps.SupervisionConfig",
    "county.reviews.apps.ReviewsConfig",
    "county.api.apps.ApiConfig",
    "county.demo.apps.DemoConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "county.site.middleware.security_headers",
    "django_structlog.middlewares.RequestMiddleware",
    "county.site.middleware.chosen_language",
    "county.site.middleware.bounded_body",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "county.accounts.middleware.acting",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "county.site.urls"
WSGI_APPLICATION = "county.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "county.site.context.masthead",
            ]
        },
    }
]

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "site:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "county.accounts.views.locked_out"
AXES_SENSITIVE_PARAMETERS: list[str] = ["username", "ip_address"]
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HOME / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

UPLOAD_LIMIT = LIMIT
UPLOADS_KEPT = 8
UPLOAD_HOURS = 24
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 20

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "county.site.views.form_expired"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = environment.switch("GONGBAO_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = environment.logging()
