"""Addresses of the room: public ones below 评价/, those of the staff below 好差评/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from county.reviews.rating import counter_views, enter_views, paper_views, reminder_views, screen_views, views


class Token(StringConverter):
    """As links have them: letters and digits, so that no word of another page is taken for one."""

    regex = "[A-Za-z0-9_-]+"


register_converter(Token, "token")
urlpatterns = [
    path("评价/<token:token>/", views.by_link),
    path("评价/谢谢/", views.thanks, name="thanks"),
    path("评价/窗口/<str:code>/", counter_views.at_counter, name="at-counter"),
    path("评价/屏幕/<str:code>/", screen_views.screen, name="screen"),
    path("评价/屏幕/<str:code>/绑定/", screen_views.bind_screen, name="bind-screen"),
    path("评价/纸质表/", paper_views.paper, name="paper"),
    path("评价/纸质表/<int:unit>/", paper_views.paper, name="paper-of-unit"),
    path("好差评/代录/", enter_views.enter, name="enter"),
    path("好差评/提醒/", reminder_views.reminders, name="reminders"),
]
