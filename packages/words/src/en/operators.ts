/** Why an act on operators, their roles and their keys is refused. */
export const operators = {
  refused: {
    noOperator: "There is no such operator.",
    noStore: "There is no such store.",
    noBrand: "There is no such brand.",
    noInvitation: "This link opens nothing: it is over, was used, or was ended.",
    notInvited: "They have a password already or are disabled, so a link would open nothing.",
    noKey: "This operator has no such API key in use.",
    beyondOwn: "You can give roles only in brands that you administer.",
    changed: "Somebody else changed this operator meanwhile. Read them again.",
    lastAdmin: "Nobody else could administer what they administer. Make another admin first.",
    taken: "An operator signs in with this e-mail address already.",
    disabled: "This operator is disabled. Let them in first.",
    tooManyRoles: "Give {max} roles at most.",
    tooManyKeys: "This operator has {max} API keys in use. Revoke one first.",
    exists: "An operator exists already. Sign in.",
    tooOften: "Too many tries. Wait a minute, then try again.",
    setupCode: "This is not the setup code. `npm run parley -- setup-code` prints it on the server.",
  },
} as const;
