import {
  findOperator,
  findPasskey,
  notePasskeyUse,
  recordFailedSignIn,
  recordSession,
  takeAttempt,
  takeBackAttempt,
} from "@parley/db/operators";
import { asLanguage } from "@parley/words";
import type { Request, Response } from "express";
import { networkOf } from "../http/client-address.ts";
import { giveCookies, languageCookie, refuse, tooMany } from "./answers.ts";
import type { Auth } from "./auth.ts";
import { createChallenges } from "./challenge.ts";
import { type GivenSignature, passkeyPlace, readSignature } from "./passkey.ts";
import { headersForLibrary } from "./request.ts";

/**
 * Signing in by a passkey. Nobody says who they are before they have proven it, so there is nothing to ask about: one
 * answer for a key that nobody has, for a signature that is not right and for somebody who may not sign in.
 */

const PURPOSE = "sign in";

/** Waits after so many tries from one network that opened nothing; the last one repeats. */
const WAITS_MS = [...Array<number>(59).fill(0), ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

/** What the browser asks a device to sign. */
export function startPasskey(auth: Auth, _req: Request, res: Response): void {
  const place = passkeyPlace(auth.config.adminUrl);
  if (place === null) {
    refuse(res, 404, "NOT_FOUND", "There are no passkeys here.");
    return;
  }
  res.json({
    challenge: createChallenges({ ...auth.config, now: auth.now }).make(PURPOSE),
    host: place.host,
  });
}

export async function signInByPasskey(auth: Auth, req: Request, res: Response): Promise<void> {
  const given = signatureOf(req.body);
  if (given === null) {
    refuse(res, 400, "INVALID_INPUT", "Send what the device signed.");
    return;
  }
  const { db, now } = auth;
  const address = auth.addressOf(req);
  const key = `passkeys at ${networkOf(address)}`;
  const taken = await takeAttempt(db, { key, now: now(), waitsMs: WAITS_MS });
  if (!taken.allowed) {
    tooMany(res, Math.max(1, Math.ceil((taken.retryAt.getTime() - now().getTime()) / 1_000)));
    return;
  }
  const owner = await passkeyOwner(auth, given);
  const answer =
    owner === null
      ? null
      : await auth.library.api.signInProven({
          body: { operatorId: owner.operatorId, by: "passkey", isBoth: owner.isVerified },
          headers: headersForLibrary(req.headers, address),
          asResponse: true,
        });
  const found = owner === null ? null : await findOperator(db, owner.operatorId);
  if (found === null || answer === null || !answer.ok) {
    // A key tells nobody whose it is, so that it may take longer where it is somebody's.
    if (found !== null) await recordFailedSignIn(db, { email: found.operator.email, address, now: now() });
    refuse(res, 401, "PASSKEY_REFUSED", "This passkey does not sign in here.");
    return;
  }
  // Before its cookie leaves: no session without its record.
  await recordSession(db, "signed_in", {
    operatorId: found.operator.id,
    address,
    now: now(),
    means: "passkey",
  });
  await takeBackAttempt(db, { key, taken });
  giveCookies(res, answer);
  const language = asLanguage(found.operator.language);
  if (language !== null) res.append("set-cookie", languageCookie(auth, language));
  res.status(200).json({ ok: true });
}

/** Who signed, once for each challenge; null where nobody did, or the key is not the only one of its kind any more. */
async function passkeyOwner(
  { db, config, now }: Auth,
  given: GivenSignature,
): Promise<{ operatorId: string; isVerified: boolean } | null> {
  const place = passkeyPlace(config.adminUrl);
  const known = await findPasskey(db, given);
  if (place === null || known === null) return null;
  const { id, operatorId, publicKey } = known;
  const handle = Buffer.from(operatorId).toString("base64url");
  if (given.handle !== null && given.handle !== handle) return null;
  const challenges = createChallenges({ ...config, now });
  let challenge = "";
  const shown = readSignature(place, given, publicKey, (each) => {
    challenge = each;
    return challenges.isOurs(each, PURPOSE);
  });
  if (shown === null || !(await challenges.take(db, challenge))) return null;
  if (!(await notePasskeyUse(db, { id, counter: shown.counter, now: now() }))) return null;
  return { operatorId, isVerified: shown.isVerified };
}

const PART_MAX = 4_096;

function signatureOf(body: unknown): GivenSignature | null {
  const said: Record<string, unknown> = Object(body);
  const text = (name: string) => {
    const value = said[name];
    return typeof value === "string" && value.length <= PART_MAX ? value : null;
  };
  const [credentialId, clientData, authenticatorData, signature] = [
    ...[text("credentialId"), text("clientData")],
    ...[text("authenticatorData"), text("signature")],
  ];
  if (credentialId == null || clientData == null || authenticatorData == null || signature == null)
    return null;
  return { credentialId, clientData, authenticatorData, signature, handle: text("handle") };
}
