import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { GivenKey, GivenSignature } from "../passkey.ts";

/** A device with one passkey, as a browser speaks for it; what it says can be bent, as an attacker would. */
export interface Authenticator {
  credentialId: string;
  make(challenge: string, bent?: Bent): GivenKey;
  sign(challenge: string, bent?: Bent): GivenSignature;
}

interface Bent {
  origin?: string;
  host?: string;
  type?: string;
  isVerified?: boolean;
  counter?: number;
  crossOrigin?: boolean;
}

/** @param handle whose it is, as it keeps it */
export function createAuthenticator(origin: string, handle: string | null = null): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const id = randomBytes(16);
  const credentialId = id.toString("base64url");

  function clientData(challenge: string, type: string, bent: Bent): Buffer {
    const said = { type: bent.type ?? type, challenge, origin: bent.origin ?? origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: bent.crossOrigin ?? false }));
  }

  function head(
    { host = new URL(origin).hostname, isVerified = true, counter = 0 }: Bent,
    flags: number,
  ): Buffer {
    const bytes = Buffer.alloc(37);
    createHash("sha256").update(host).digest().copy(bytes);
    bytes.writeUInt8(flags | 0x01 | (isVerified ? 0x04 : 0), 32);
    bytes.writeUInt32BE(counter, 33);
    return bytes;
  }

  return {
    credentialId,
    make(challenge, bent = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const data = Buffer.concat([head(bent, 0x40), Buffer.alloc(16), length, id]);
      return {
        credentialId,
        clientData: clientData(challenge, "webauthn.create", bent).toString("base64url"),
        authenticatorData: data.toString("base64url"),
        publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
      };
    },
    sign(challenge, bent = {}) {
      const said = clientData(challenge, "webauthn.get", bent);
      const data = head(bent, 0);
      const signed = Buffer.concat([data, createHash("sha256").update(said).digest()]);
      return {
        credentialId,
        clientData: said.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
        handle,
      };
    },
  };
}
