/** Taking items off a menu and putting them back; until when something is off, and by whom. */
export const takeoff = {
  title: "Take {item} off at {store}",
  effect: "PAR’s orders with it are refused at once, and its menu shows it as sold out.",
  effectOnProducts:
    "PAR’s orders with it are refused at once, and its menu shows it as sold out, with every product that offers it.",
  question: "When does it come back?",
  choice: {
    hour: "In 1 hour",
    two_hours: "In 2 hours",
    end_of_day: "At the end of the day",
    put_back: "When I put it back",
    at: "At a time…",
  },
  hint: { end_of_day: "04:00 on the store’s clock", at: "the next time the store’s clock shows it" },
  time: "Time on the store’s clock ({zone})",
  reason: "Reason (optional)",
  reasonHint: "For your colleagues; PAR and guests do not see it.",
  cancel: "Cancel",
  go: "Take off",
  going: "Taking it off…",
  askItem: "Take off… <hidden>{item}</hidden>",
  putBackItem: "Put back <hidden>{item}</hidden>",
  changeItem: "Change… <hidden>until when {item} is off</hidden>",
  done: {
    off: "{item} is off {until}. PAR’s next call hears it.",
    back: "{item} is back. PAR’s next call may order it.",
    derived: "{item} is not taken off any more, but {because}: it comes back with that.",
    soldOut:
      "{item} is not taken off any more, but the POS says that it is sold out: only the POS can bring it back.",
  },
  until: "until {time}",
  untilPutBack: "until it is put back",
  by: {
    nobody: "nobody known",
    cli: "a shell",
    pos: "the POS",
    time: "its time",
    menu: "the POS’s next menu",
  },
} as const;
