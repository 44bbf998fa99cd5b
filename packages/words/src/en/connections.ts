/** The page of the connections: who PAR is to us, its secrets, and how its contract is read. */
export const connections = {
  name: "Connections",
  what: "the connections",
  note: "A SharedId is never shown again. Open a connection to rotate it.",
  hidden: "Hidden for your role.",
  sentence: {
    hidden: "Hidden for your role: a connection serves whole brands, and your grants are for single stores.",
    secretsHidden:
      "{count, plural, one {# connection.} other {# connections.}} Whether PAR can get in is hidden for your role.",
    none: "PAR cannot get in yet.",
    all: "{count, plural, one {PAR can get in.} =2 {PAR can get in on both connections.} other {PAR can get in on all # connections.}}",
    paused:
      "{count, plural, one {One connection is paused: its orders are refused.} other {# connections are paused: their orders are refused.}}",
    some: "PAR can get in on {open} of {count} connections.",
  },
  empty: "No connection yet.",
  emptyHelp: "An owner adds one here, with the SharedId that PAR signs with.",
  state: { live: "Live", disabled: "Disabled", paused: "Paused" },
  open: "Open",
  serves: "Serves",
  servesNone: "No organization: every order is refused.",
  secrets: {
    title: "SharedIds",
    none: "None: PAR cannot get in.",
    state: "State",
    states: { live: "live", retiring: "retiring", retired: "retired" },
    until: "until <at></at>",
    strength: "Strength",
    strengths: { strong: "strong", short: "short", weak: "weak" },
    age: "Age",
    lastUsed: "Last used",
    never: "never",
  },
  /** What each switch of the contract leaves open, by the switch; PAR is asked it in English, as it stands there. */
  question: {
    jwt_key:
      'Is the JWT signed with the whole SharedId or with its first 10 characters? Is the flow page\'s "Client Secret" the SharedId?',
    require_exp: "Does every token carry exp? How long do tokens live?",
    max_token_life_s: "What is the longest life of a token?",
    clock_skew_s: "How far may PAR's clock and ours be apart?",
    issuer: "What does the token's iss claim hold?",
    audience: "What does the token's aud claim hold?",
    freshness_window_s: "Within what time of request_datetime does PAR send a request, also on a retry?",
    answer_spelling: "Which notation does PAR expect in answers?",
    cents_mode: "Are PAR's totals decimal or double in C#? Are cents rounded (prose) or truncated (sample)?",
    subtotal_basis: "Is subtotal before or after discounts?",
    price_tolerance_cents: "Which difference between PAR's total and the POS's may an order have?",
    tax_rate_unit: "Are tax rates written as 8.75 or as 0.0875?",
    signature_status: "Which HTTP status does PAR expect for a bad digest?",
    refusal_status: "Which HTTP status does PAR expect for a refused order? When errored and when rejected?",
    unmapped_status: "Which HTTP status does PAR expect for an unmapped id?",
    conflict_status: "What does PAR expect when a submit repeats an id with different content?",
    location_header: "Is Location on a 202 read, and may it be relative?",
    pending_poll_status: "Should GET answer 200 or 202 while an order is pending?",
    pending_retry_after_s:
      "How often does PAR poll, until when, and does it honour Retry-After? What are its client timeout and retry policy?",
  },
  refused: {
    noConnection: "There is no such connection.",
    noSecret: "This connection has no such SharedId in use.",
    last: "It is the only one that works: PAR's calls would be refused. Rotate it.",
    taken:
      "This SharedId, or one with the same first ten characters, is in use already. Agree on another with PAR.",
    changed: "Somebody else changed this connection meanwhile. Read it again.",
    underWay: "Two SharedIds work already, the older until {until}. End one of them first.",
    onlyOwner: "Only an owner may add a connection.",
    slugTaken: 'A connection "{slug}" exists already.',
    noSwitch: 'There is no switch "{name}".',
    switchValue: '{name} cannot be "{given}". It can be, for example: {choices}.',
    onlyAdmin: "Only an admin of every brand that this connection serves may change it.",
  },
  switches: {
    count:
      "{count, plural, =0 {Every switch is at its default.} one {# switch differs from its default.} other {# switches differ from their defaults.}}",
  },
} as const;
