"""Addresses of the room: public ones below 评价/, those of the staff below 好差评/."""

from django.urls import path

from county.reviews.rating import counter_views, enter_views, paper_views, reminder_views, screen_views, views

urlpatterns = [
    path("评价/谢谢/", views.thanks, name="thanks"),
    path("评价/窗口/<str:code>/", counter_views.at_counter, name="at-counter"),
    path("评价/屏幕/<str:code>/", screen_views.screen, name="screen"),
    path("评价/屏幕/<str:code>/绑定/", screen_views.bind_screen, name="bind-screen"),
    path("评价/纸质表/", paper_views.paper, name="paper"),
    path("评价/纸质表/<int:unit>/", paper_views.paper, name="paper-of-unit"),
    path("评价/<str:token>/", views.by_link, name="by-link"),
    path("好差评/代录/", enter_views.enter, name="enter"),
    path("好差评/提醒/", reminder_views.reminders, name="reminders"),
]
