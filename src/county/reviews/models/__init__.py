"""Everything the desk keeps."""

from county.reviews.models.acts import Invitation, Rating, ServiceAct
from county.reviews.models.loop import Appeal, StaffNotice, Ticket
from county.reviews.models.places import Counter, Item, Platform, ServiceUnit, Staff
from county.reviews.models.protected import Contact, Failure, Look
from county.reviews.models.publishing import Edition, Praise
from county.reviews.models.settings import Setting
from county.reviews.models.surveys import Survey, SurveyAnswer
from county.reviews.models.upwards import Parcel, Shipment

__all__ = ["Appeal", "Contact", "Counter", "Edition", "Failure", "Invitation", "Item", "Look", "Parcel", "Platform",
           "Praise", "Rating", "ServiceAct", "ServiceUnit", "Setting", "Shipment", "Staff", "StaffNotice", "Survey",
           "SurveyAnswer", "Ticket"]
