import type { takeoff as english } from "../en/takeoff.ts";
import type { Translation } from "../typed.ts";

export const takeoff: Translation<typeof english> = {
  title: "Retirar {item} en {store}",
  effect: "Los pedidos de PAR con él se rechazan enseguida, y su menú lo muestra como agotado.",
  effectOnProducts:
    "Los pedidos de PAR con él se rechazan enseguida, y su menú lo muestra como agotado, con cada producto que lo ofrece.",
  question: "¿Cuándo vuelve?",
  choice: {
    hour: "En 1 hora",
    two_hours: "En 2 horas",
    end_of_day: "Al final del día",
    opening: "Al abrir el día siguiente",
    put_back: "Cuando yo lo reponga",
    on: "En una fecha y hora…",
  },
  time: "Fecha y hora en el reloj de la tienda ({zone})",
  timeInWords: "Es {day}.",
  reason: "Motivo (opcional)",
  reasonHint: "Para sus colegas; PAR y los clientes no lo ven.",
  cancel: "Cancelar",
  go: "Retirar",
  going: "Retirando…",
  askItem: "Retirar… <hidden>{item}</hidden>",
  putBackItem: "Reponer <hidden>{item}</hidden>",
  changeItem: "Cambiar… <hidden>hasta cuándo falta {item}</hidden>",
  done: {
    off: "{item} queda retirado {until}. PAR lo sabrá en su próxima llamada.",
    back: "{item} está repuesto. PAR puede pedirlo en su próxima llamada.",
    derived: "{item} ya no está retirado, pero {because}: vuelve con eso.",
    soldOut: "{item} ya no está retirado, pero el POS lo da por agotado: solo el POS puede reponerlo.",
  },
  until: "hasta {time}",
  untilPutBack: "hasta que se reponga",
  by: {
    nobody: "alguien desconocido",
    cli: "una consola",
    pos: "el POS",
    time: "su plazo",
    menu: "el siguiente menú del POS",
  },
  refused: {
    noStore: "No existe esa tienda.",
    notAllowed: "Solo un administrador o el soporte de esta marca puede retirar o reponer sus artículos.",
    oneTime: "Indique una sola hora a la que vuelven.",
    reason: "Un motivo tiene {max} caracteres como máximo.",
    noItem: "Indique un artículo.",
    tooMany: "{max} artículos a la vez como máximo.",
    noMenu: "La tienda aún no tiene menú, así que no se puede retirar nada.",
    unknown:
      "El menú de la tienda no tiene el {kind, select, product {producto} other {modificador}} «{id}»{more, plural, =0 {} other { ni # más}}.",
    backHasNoTime: "Lo que se repone no tiene hora a la que vuelve.",
    noTime: "Diga cuándo vuelve, o que alguien lo repondrá.",
    minutes: "Los minutos son enteros, de 1 a {max}.",
    dateAndTime: "Una fecha con hora se escribe AAAA-MM-DDTHH:MM, como la marca el reloj de la tienda.",
    past: "Esa hora ya pasó en el reloj de la tienda.",
    tooFar:
      "Como mucho {max, number} días; lo que se retira por más tiempo vuelve cuando alguien lo reponga.",
    noOpening:
      "El menú de esta tienda se sirve a todas horas, así que no tiene apertura. Hay que dar una fecha y hora.",
    openingOfItems: "Solo los artículos vuelven con la apertura; para una tienda hay que dar una hora.",
    timeOfDay: "Una hora se escribe HH:MM, de 00:00 a 23:59.",
  },
};
