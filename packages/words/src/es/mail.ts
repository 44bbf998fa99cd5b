import type { mail as english } from "../en/mail.ts";
import type { Translation } from "../typed.ts";

export const mail: Translation<typeof english> = {
  hello: "Hola, {name}:",
  until: "El enlace sirve una sola vez, hasta el {time} UTC.",
  invitation: {
    subject: "Le invitaron a Parley",
    body: "le invitaron a Parley en {host}. Elija aquí su contraseña:",
    ignore: "Si no lo esperaba, no tiene que hacer nada.",
  },
  reset: {
    subject: "Una contraseña nueva para Parley",
    body: "elija aquí una contraseña nueva para Parley en {host}:",
    ignore: "Si no la pidió, no tiene que hacer nada: su contraseña sigue siendo la misma.",
  },
};
