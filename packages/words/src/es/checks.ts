import type { checks as english } from "../en/checks.ts";
import type { Translation } from "../typed.ts";

export const checks: Translation<typeof english> = {
  none: "ninguna, como debe ser",
  signedError: "un error de protocolo viene firmado",
  notErrorBody: "{status} con un cuerpo que no es el de los errores del contrato",
  orderAnswer: "una respuesta de pedido del contrato",
  notSigned: "la respuesta no está firmada",
  notHex: "no son 64 dígitos hexadecimales en minúsculas",
  over: "sobre {text}",
  otherDigest: "{sent}, pero {text} da {expected}",
  askedFor: "el pedido por el que se preguntó",
  answersOther: "responde {uid} a {path}",
  unreadable: "responde a una petición que no se puede leer",
  idsAndTime: "identificadores y hora",
  differs: "difiere en {fields}",
  placedWithout: "«placed» sin número de pedido del POS",
  idNotPlaced: "un número de pedido del POS sin «placed»",
  pendingUnder: "«pending» con 200",
  other202: "{status} con 202",
  withoutErrors: "{status} sin errores",
  fromValidate: "{status} a una validación",
  validatedFrom: "«validated» a {operation}",
  menuUnchanged: "una respuesta de menú del contrato, sin cambios",
  menuProducts: "una respuesta de menú del contrato, {count} productos",
  location: "tienda",
};
