"""What an officer writes down: each record type declared once."""

from __future__ import annotations

from fieldapp.records.acceptance import ClusterStrategy, HarmCheck, Initiative
from fieldapp.records.access import AccessConstraint
from fieldapp.records.across import Mission, ProtectionPriority, Reference
from fieldapp.records.actors import Actor, Intermediary, Person, Relation
from fieldapp.records.advocacy import AdvocacyItem, InfluencePath, LineDelivery, Message
from fieldapp.records.aftercare import Destruction, Recall
from fieldapp.records.analysis import InfluenceLabel, Objective, Scoring, TrackingSystem
from fieldapp.records.approvals import Approval, Approver
from fieldapp.records.arrangements import Arrangement
from fieldapp.records.assessments import CmcoordAssessment
from fieldapp.records.channels import Channel, ClusterLink, Platform
from fieldapp.records.checklists import Checklist
from fieldapp.records.clearances import TextChoice
from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.records.disclosures import Disclosure, Received
from fieldapp.records.incidents import Incident
from fieldapp.records.last_resort import EscortDecision, LastResortTest
from fieldapp.records.negotiation import Negotiation
from fieldapp.records.notifications import Notification, NotificationSystem, PartyNotice
from fieldapp.records.planning import AdviceNote, ConveyedConcern, Framework, Guidance
from fieldapp.records.products import InputNote, PocAnalysis, Product
from fieldapp.records.protocols import ImpactAssessment, Protocol
from fieldapp.records.record import Record
from fieldapp.records.registers import DataDemand, DataIncident, KeyChange
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Referral, Source
from fieldapp.records.station import Station
from fieldapp.records.training import Awareness, Exercise, Training

# One plain tuple, passed to whoever needs it; a test may pass a longer one.
TYPES: tuple[type[Record], ...] = (
    Station,
    Meeting,
    Commitment,
    Action,
    Person,
    Intermediary,
    Actor,
    Relation,
    Incident,
    Source,
    Referral,
    Partner,
    Agreement,
    Disclosure,
    Received,
    Objective,
    Scoring,
    InfluenceLabel,
    TrackingSystem,
    PocAnalysis,
    InputNote,
    Product,
    AccessConstraint,
    Arrangement,
    Checklist,
    Channel,
    Platform,
    ClusterLink,
    Negotiation,
    NotificationSystem,
    Notification,
    PartyNotice,
    AdvocacyItem,
    Message,
    LineDelivery,
    InfluencePath,
    LastResortTest,
    EscortDecision,
    HarmCheck,
    Initiative,
    ClusterStrategy,
    Training,
    Exercise,
    Awareness,
    CmcoordAssessment,
    AdviceNote,
    Guidance,
    Framework,
    ConveyedConcern,
    ProtectionPriority,
    Mission,
    Reference,
    Protocol,
    ImpactAssessment,
    Approver,
    Approval,
    TextChoice,
    Recall,
    Destruction,
    DataIncident,
    DataDemand,
    KeyChange,
)
