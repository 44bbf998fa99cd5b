import type { Permission } from "@parley/db/operators";

/** What opens a field: a permission, the link of a shared order, or nothing but that somebody is signed in. */
export type Opens = Permission | "link" | "signedIn";

const PAGE = { signedIn: "edges pageInfo" };
const EDGE = { signedIn: "cursor node" };

/**
 * Which permission opens each field of each object type, for whoever may see the object that it belongs to. The
 * list is closed: `fields.test.ts` fails for a field without a row, and asks for each as every role.
 *
 * `signedIn` stands for what says nothing of anybody's data: of the operator, of the answer, or of the edges to
 * other objects, whose fields have rows of their own.
 */
export const fieldPermissions: Readonly<Record<string, Readonly<Partial<Record<Opens, string>>>>> = {
  Administered: { "operators.edit": "brands everyBrand locations" },
  AlertChannel: {
    "alerts.edit":
      "brand delayMinutes digest id isOn kind language name quiet store target tellsOrdersAtNight topics version",
  },
  AlertChannelChange: { "alerts.edit": "channel madeKey" },
  AlertDelivery: {
    "alerts.edit": "attempts channel createdAt event id lastAnswer lastAt nextAt state title",
  },
  AlertDigest: { "alerts.edit": "at zone" },
  AlertQuietHours: { "alerts.edit": "from to zone" },
  AmountPointer: { signedIn: "maxHundredths minHundredths name" },
  ApiKey: {
    signedIn: "createdAt createdBy expiresAt grants id isNarrowed lastUsedAt name owner prefix revokedAt",
  },
  ApiKeyCreation: { "operators.edit": "apiKey operator secret" },
  Attempt: { "orders.read": "fenced finishedAt number outcome reason reference startedAt" },
  AuditCheck: {
    "audit.read": "broken brokenAt brokenEntryId head isStandingStill isWhole sealed unsealed unsealedSince",
  },
  AuditChain: { "audit.read": "hash number sealedAt" },
  AuditEntry: {
    "audit.read": "action actor address at brandId by fields id locationId reason sentence subject subjectId",
  },
  AuditField: { "audit.read": "from fromName isChange label name to toName" },
  Autopsy: { "orders.read": "cause causeClass job money nextStep sentence steps tellGuest tone whoseJob" },
  AvailabilityOverride: {
    "stores.read": "at by endedAt endedBy id isAvailable itemId kind reason source until",
  },
  Bill: { "orders.read": "differs hasPar noPosBill rows sentence" },
  BillDrift: { "orders.read": "at kind name orderId oursCents posCents" },
  BillDriftGroup: {
    "orders.read": "count differenceCents firstAt kind lastAt lastOrderId name oursCents posCents",
  },
  BillRow: {
    "orders.read": "isFirstDifference kind name oursCents parCents parDiffers posCents posDiffers quantity",
    "guests.read": "comment",
  },
  Brand: { "stores.read": "code id name", "stores.edit": "canAddStore" },
  BulkPreview: { "orders.mend": "becomes expectedAttempt expectedVersion subjectId" },
  CallSpan: { "stores.read": "calls pending start submits well" },
  CallStats: { "stores.read": "calls operation p50Ms p95Ms p99Ms refused spans" },
  Case: {
    "orders.read": "assignee events resolution snoozedUntil state subjectId subjectKind updatedAt version",
    "cases.edit": "assignable canAct",
    signedIn: "isMine",
  },
  CaseEvent: { "orders.read": "assignee at by hasNote id kind resolution until", "guests.read": "note" },
  CasePerson: { "orders.read": "id name" },
  CertainMapping: { "mappings.edit": "key suggestion unmapped" },
  RecheckedCall: { "orders.mend": "at exchange operation order recheck" },
  Change: { "audit.read": "action at by detail id reason" },
  Connection: {
    "orders.read": "id name slug",
    "connections.read": "pause pausedAt pauseReason pauseUntil secrets state switches version",
    "mappings.read": "organizations",
    "audit.read": "changes",
    "connections.edit": "canEdit seen",
    "simulator.use": "testStores",
  },
  ConformanceCheckResult: { "stores.read": "check passed said words" },
  ConformanceRun: { "stores.read": "adapterClass at by canVoid durationMs id passed results" },
  ConnectionCreation: { "connections.edit": "connection generatedSharedId strength" },
  ConnectionSecret: { "connections.read": "createdAt endsAt id lastUsedAt state strength" },
  Exchange: {
    "orders.read":
      "at attempt autopsy bodiesKeptUntil case claimedStore code connection counterparts direction drift durationMs id laterTry location method onlineOrderId operation order outcome parLocationId parOrganizationId path reason refusedSubmit replayed requestHeaders requestUid responseHeaders seen signed stages status",
    "bodies.read": "mayReadBodies requestBody responseBody",
    "signatures.explain": "mayExplainSignature signature",
    "guests.reveal": "canRevealGuest",
  },
  ExchangeCounterpart: { "orders.read": "at exchangeId kind" },
  FirstStep: { signedIn: "done href key label" },
  Grant: { signedIn: "brand location role" },
  Guest: { "guests.read": "email name phone", "guests.reveal": "canReveal", signedIn: "isHidden" },
  Header: { "orders.read": "name value" },
  ImportChange: { "mappings.edit": "before connection line parId result target warnings" },
  ImportPlan: {
    "mappings.edit":
      "changed changes created digest encoding ended fileName id impact kind problemCount problems separator unchanged warnings wrong",
  },
  FireDrill: {
    "stores.read":
      "checkedCount differingCount endedAt failure findings id isOfMenuInForce itemCount menuId skipped skippedCount startedAt startedBy state waitsFor",
  },
  FireDrillFinding: { "stores.read": "code itemId kind message name nextStep ours sentence size theirs" },
  HoldAnswer: { "stores.edit": "location message result storeId" },
  HoldAnswers: { "stores.edit": "stores" },
  MenuRollout: {
    "stores.read":
      "brand counts endedAt id minutes nextAt rise startedAt startedBy state stop stopCounts stores version wave waves",
    "stores.edit": "canAct",
  },
  GuestErasure: {
    "operators.edit": "answers bodies forms held heldCalls isDryRun notes orders refusedCalls views",
  },
  GuestForm: { "operators.edit": "digits id isChosen masked orders refusedCalls" },
  KeptUntil: { "orders.read": "at brandName isErased" },
  MenuRolloutCount: { "stores.read": "calls callsBefore refused refusedBefore share shareBefore" },
  MenuRolloutStore: { "stores.read": "counts findings heldMenuId location menuId releasedAt state wave" },
  FireDrillSkip: { "stores.read": "itemId name why" },
  ImportProblem: { "mappings.edit": "column line reason value" },
  Invitation: { link: "email expiresAt isReset name" },
  Issue: {
    "orders.read":
      "calls callsStep case cause connection effectCount firstSeenAt id lastCause lastSeenAt location menuSince metOrders network nextStep orders overAt since spells state title waiting",
  },
  IssueCallsConnection: PAGE,
  IssueCallsConnectionEdge: EDGE,
  IssueOrdersConnection: PAGE,
  IssueOrdersConnectionEdge: EDGE,
  IssueStep: { "orders.read": "href label" },
  ItemAvailability: { "stores.read": "because by isAvailable isSoldOutAtPos reason since source until" },
  LatencySpan: { "stores.read": "calls p50Ms p95Ms p99Ms start" },
  LaterTry: { "orders.read": "at exchangeId order" },
  Location: {
    "stores.read":
      "address availabilityHistory brand code conformanceRuns currency endOfDayAt fireDrill fireDrills id isTest lane menu menuPin menuVersion menuVersions menuError menuErrorCode name offItems opensAt pausedAt pauseReason pauses pauseUntil phone pos posKeys sameItems state testReason timezone version",
    "orders.read": "drift driftGroups",
    "mappings.read": "parLocationIds",
    "availability.edit": "canPause canSetAvailability",
    "menus.refresh": "canRunFireDrill",
    "stores.edit": "canEdit canMarkTest canPinMenu canSetPos canUseStandIn whyNoConformance",
    "simulator.use": "canSendTestCall randomTestOrder",
  },
  Mapping: {
    "mappings.read":
      "changedBy connection endReason id kind parId reason replacedAt replacedBy target validFrom version",
  },
  MappingImpact: { "mappings.read": "days isMore locations openOrders orders stores" },
  MappingsPart: { "mappings.read": "count next text" },
  MappingImport: {
    "mappings.edit":
      "changed created ended fileName id importedAt importedBy kind reason undone undoneAt undoneBy",
  },
  MenuCategory: { "stores.read": "description id name productIds sortOrder" },
  MenuFinding: { "stores.read": "code id kind message" },
  MenuModifier: {
    "stores.read":
      "availability defaultQuantity id isAvailable maxQuantity modifierGroupIds name priceCents taxIds",
  },
  MenuModifierGroup: { "stores.read": "freeQuantity id maxSelected minSelected modifierIds name" },
  MenuChange: {
    "stores.read":
      "after afterCents before beforeCents field id kind nameAfter nameBefore node productId ratio",
  },
  MenuChangeCount: { "stores.read": "count kind" },
  MenuDiff: { "stores.read": "after before changes counts found lowered raised", "orders.read": "breaks" },
  MenuPin: { "stores.read": "by menuId pinnedAt reason version waiting" },
  MenuPriceLevel: { "stores.read": "id isAvailable name priceCents" },
  MenuProduct: {
    "stores.read":
      "availability calories description id imageUrl isAvailable modifierGroupIds name priceCents priceLevels taxIds type",
  },
  BasketAnswer: { "stores.read": "issues requestBody responseBody status totals" },
  BasketIssue: { "stores.read": "code line message" },
  BasketTotals: { "stores.read": "grandTotalCents subtotalCents taxTotalCents" },
  MenuSection: { "stores.read": "categoryIds id name orderTypes servingTimes" },
  MenuReplay: { "orders.read": "broken cheaper dearer judged refused skipped" },
  MenuSide: { "stores.read": "fetchedAt isInForce isNewest location menuId orderType version" },
  MenuServing: { "stores.read": "connection firstAt lastAt menuCalls submits validates" },
  MenuTax: { "stores.read": "id inclusive name ratePercent" },
  MenuVersion: {
    "stores.read":
      "categories confirmedAt fetchedAt findings id isCurrent menus modifierGroups modifiers orderTypes parJson products shown source storedVersion taxes version",
  },
  NextStepAct: { "orders.read": "act label whoMay", signedIn: "mayYou" },
  NextStepLink: { "orders.read": "id label place whoMay", signedIn: "mayYou" },
  OffItem: { "stores.read": "availability itemId kind name" },
  OperationStats: { "stores.read": "lastHour operation p50Ms p95Ms p99Ms refused" },
  Operator: {
    signedIn:
      "apiKeys canAddBrand canEditMappings disabledAt email grants hasSecondFactor id invitedUntil isInvited language lastSeenAt mustAddSecondFactor name paperCodesLeft permissions version",
    "operators.edit": "isTiedToProvider passkeyCount sessionCount",
    "audit.read": "changes",
  },
  ParCall: { signedIn: "method operation url" },
  ParDoor: { signedIn: "calls isSet url" },
  OperatorInvitation: { "operators.edit": "delivery expiresAt operator path" },
  Order: {
    "orders.read":
      "acts aliases attempt attempts autopsy bill brand callsKeptUntil case cause causeClass connection currency discountTotalCents dispute disputedAt events exchanges feeTotalCents finalAt giveUpAt grandTotalCents guest guestKeptUntil id itemCount lines location onlineOrderId orderType otherTries parLocationId parOrganizationId passage pauses pos posEndedAt posOrderId posReference quietFrom receivedAt requestUid state status story submitState subtotalCents taxTotalCents ticketMark tipTotalCents used",
    "orders.mend": "canBeSettled canSettleDispute",
    "orders.share": "shares",
  },
  OrderAct: { "orders.read": "from mayMakeTwice name sentence whyNot", "orders.mend": "isAllowed" },
  OrderEvent: { "orders.read": "actor at detail fromState id kind toState" },
  OrderLine: {
    "orders.read": "depth itemId lineId name quantity totalCents unitPriceCents",
    "guests.read": "comment",
  },
  OrderSearchInfo: { signedIn: "hidesGuests isPartial isSimilar isTogether refusedSubmits understoodAs" },
  OrderShare: { "orders.share": "by createdAt expiresAt id isOpen lastOpenedAt openings revokedAt" },
  OrderSpan: { "stores.read": "currency notPlaced notPlacedCents placed placedCents received start" },
  OrderSum: { "orders.read": "count currency oldestAt totalCents" },
  OtherTry: { "orders.read": "at exchangeId order requestUid" },
  Overview: {
    "stores.read":
      "acceptedShare202 issueCount issues lastOrderAt operations placedToday restingCount stores testIssueCount",
    signedIn: "clockAheadMs firstSteps sentence",
  },
  PageInfo: { signedIn: "endCursor hasNextPage hasPreviousPage startCursor" },
  Passage: { "orders.read": "isOver parts totalMs usualMs" },
  PassagePart: { "orders.read": "kind ms" },
  PastIssue: { "orders.mend": "code lineId message" },
  Pause: { "stores.read": "by name of reason since slug until" },
  PosChange: { "stores.edit": "endedMenuPin madeKey store" },
  PosKey: { "stores.read": "endsAt id lastUsedAt madeAt madeBy retiredAt state" },
  PosKeyRotation: { "stores.edit": "keyId madeKey previousEndsAt store" },
  PosLane: { "stores.read": "breaker calls heldCalls oldestWaitingAt sending since slots waiting" },
  PosSettings: {
    "stores.read":
      "adapterClass canVoid deliveryAs dineInAs environment kind prepMinutes quietPeriodSeconds slots store url whenUnreachable",
  },
  Query: {
    "stores.read": "brands checkBasket location locations menuDiff menuRollout menuRollouts overview stats",
    "orders.read": "exchange exchanges issue issueCount issues node order orders submits validates",
    "mappings.read": "exportedMappings mappingHistory mappingImpact mappings unmappedIds",
    "connections.read": "connection connections",
    "mappings.edit": "certainMappings dryRunImport mappingImports",
    "orders.mend": "recheckQueued recheckSubmit",
    "operators.edit":
      "administered apiKeys operator operators redactionPolicy retention retentionImpact retentionOf retentionSizes retentionWeeks settings signInPolicy",
    "alerts.edit": "alertChannels alertDeliveries",
    "audit.read": "auditChain auditEntries verifyAudit",
    link: "invitation sharedOrder",
    signedIn: "auditActions me myPasskeys mySessions parDoor rolesWith savedViews sendsMail setup",
  },
  QueryAuditEntriesConnection: PAGE,
  QueryAuditEntriesConnectionEdge: EDGE,
  QueryExchangesConnection: PAGE,
  QueryExchangesConnectionEdge: EDGE,
  QueryIssuesConnection: PAGE,
  QueryIssuesConnectionEdge: EDGE,
  QueryOrdersConnection: { signedIn: "edges pageInfo search" },
  QueryOrdersConnectionEdge: EDGE,
  QuerySubmitsConnection: { signedIn: "edges pageInfo search" },
  QuerySubmitsConnectionEdge: EDGE,
  QueryValidatesConnection: { signedIn: "edges lookedUntil pageInfo" },
  QueryValidatesConnectionEdge: EDGE,
  Recheck: { "orders.mend": "gone issues sentence wouldBePlaced" },
  RecheckIssue: { "orders.mend": "code isNew lineId message" },
  ResetLink: { "operators.edit": "delivery expiresAt path" },
  ResetLinkAsked: { signedIn: "minutes" },
  RedactionPolicy: { "operators.edit": "members revealedBy version" },
  RetentionAsked: { "operators.edit": "policies" },
  RetentionPolicy: {
    "operators.edit": "bodiesDays code exchangesDays guestsDays id kinds name version",
  },
  RetentionSize: { "operators.edit": "bytes rows table" },
  RetentionWeek: { "operators.edit": "bytes from goesAt hasStrays held rows until" },
  RetentionStatus: {
    "operators.edit": "before beginsAt deleted finishedAt held isMore kind oldestAt past ranAt",
  },
  Setting: { "operators.edit": "about fallback group isSecret isSet name source value" },
  SignInPolicy: { "operators.edit": "idleMinutes secondFactor sessionHours stoppedBy version" },
  SecondFactorSecret: { signedIn: "secret uri" },
  PaperCodes: { signedIn: "codes" },
  Passkey: { signedIn: "createdAt id lastUsedAt name" },
  PasskeyStart: { signedIn: "account algorithms challenge handle host known name" },
  RefusedSubmit: {
    "orders.read":
      "acts at brand causeClass claimedStore code connection currency durationMs earlierTries exchange guest id itemCount location onlineOrderId order orderType parLocationId reason requestUid status totalHundredths",
  },
  RevealedGuest: { "guests.reveal": "address email name phone requestBody responseBody" },
  SearchReading: { signedIn: "kind value" },
  SeenGuess: { "orders.read": "id value" },
  ServingTime: { "stores.read": "days from to" },
  OwnSession: { signedIn: "address browser createdAt id isThis seenAt system" },
  ReplayedIssue: { "orders.read": "code message" },
  ReplayedOrder: { "orders.read": "afterCents at beforeCents exchangeId issues orderId" },
  Setup: { signedIn: "demo needsFirstOperator passkeyHost providerName sendsMail" },
  ShownCard: { "stores.read": "changesAt isServed menuId" },
  ShownCategory: { "stores.read": "categoryId productIds" },
  ShownMenu: { "stores.read": "at cards categories localTime orderType" },
  SharedLine: { link: "depth name quantity totalCents" },
  SavedView: { signedIn: "id isMine list mayDelete name owner params path sharedWith" },
  SharedOrder: {
    link: "brandName currency expiresAt finalAt grandTotalCents lines onlineOrderId passage posOrderId receivedAt requestUid sentence state storeName story timezone tone totalMs",
  },
  SharedOrderLink: { "orders.share": "path share" },
  SharedPart: { link: "kind ms" },
  SharedStep: { link: "at key sentence tone tookMs until" },
  SharedIdRotation: { "connections.edit": "connection generatedSharedId previousEndsAt secretId strength" },
  SignatureExplainer: { "signatures.explain": "fields hint mistake ours stringSigned theirs verdict" },
  SignatureField: { "signatures.explain": "name source value" },
  Stage: { "orders.read": "ms name ok" },
  Stats: {
    "stores.read": "acceptedShare202 calls oldestMenuAt operations orders since spanSeconds successShare",
  },
  StoresAnswer: { "availability.edit": "actId stores" },
  StoredMenu: { "stores.read": "confirmedAt fetchedAt id isInForce isNewest isPinned servings version" },
  StoreChange: { "stores.edit": "store zoneDoubt" },
  SeenTrait: {
    "connections.edit": "calls form isUsual lastAt lastExchangeId suggestedValue switchName trait",
  },
  StoreHealth: { "stores.read": "lastOrderAt location menuConfirmedAt menuError notPlaced placed" },
  StoreItem: { "stores.read": "availability isByName itemId location name" },
  StoreItemAnswer: { "availability.edit": "itemId location message name result storeId until" },
  StoreState: {
    "stores.read":
      "isPosReachable issues lastOrderAt light nextStep otherBills posAnsweredAt recentOrders sentence waitingOrders",
  },
  StoryStep: {
    "orders.read": "at exchangeId key kind parts sentence tone tookMs until",
    "guests.read": "note",
  },
  SubmitChange: { "orders.read": "at brandId exchangeId isNew locationId orderId" },
  SubmitSearchInfo: { signedIn: "amounts hidesGuests isPartial isSimilar isTogether leftOut understoodAs" },
  SubmitsChanged: { "orders.read": "changes cursor heldSince isAnew" },
  Suggestion: { "mappings.read": "label reason score targetId" },
  SwitchSetting: { "connections.read": "choices defaultValue isDefault max min name question topic value" },
  TestCall: {
    "simulator.use":
      "checks durationMs exchangeId isReplay issues outcome requestBody requestUid responseBody status",
    "orders.read": "exchange order",
  },
  TestCallCheck: { "simulator.use": "detail name ok" },
  TestCallIssue: { "simulator.use": "code message" },
  TestOrderLine: { "simulator.use": "itemId modifiers priceLevelId quantity" },
  TestOrderModifier: { "simulator.use": "id quantity" },
  UnmappedId: {
    "mappings.read":
      "connection firstSeenAt id ignoredAt ignoredBy ignoredReason kind lastSeenAt parId parOrganizationId sampleExchange seenCount suggestions",
  },
  UsedMapping: { "orders.read": "at by id parId version" },
  UsedVersions: { "orders.read": "mappings menuFetchedAt menuId menuNumber menuVersion" },
};

/** What opens one field; undefined where nobody has said. */
export function opensField(type: string, field: string): Opens | undefined {
  const rows = Object.entries(fieldPermissions[type] ?? {}) as [Opens, string][];
  return rows.find(([, fields]) => fields.split(" ").includes(field))?.[0];
}
