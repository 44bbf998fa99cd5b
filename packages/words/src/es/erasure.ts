import type { erasure as english } from "../en/erasure.ts";
import type { Translation } from "../typed.ts";

export const erasure: Translation<typeof english> = {
  title: "Borrar un cliente",
  sentence:
    "Quita a un cliente de cada pedido, envío y llamada rechazada, y de los cuerpos guardados de las llamadas sobre ellos, para siempre. Los pedidos y sus importes quedan. Un cliente cuyo pedido solo se comprobó y nunca se envió no se encuentra aquí: lo que se guardó de él se va con el límite de los cuerpos.",
  phone: "Número de teléfono",
  phoneHint: "De 7 a 15 cifras, con o sin el prefijo del país.",
  email: "Correo electrónico",
  look: "Ver qué hay",
  looking: "Buscando",
  erase: "Borrar para siempre",
  back: "Buscar otro",
  found: "De este cliente hay:",
  done: "Borrado:",
  later: "Aún no se ha borrado nada, pues todo lo que hay de este cliente se queda por ahora:",
  nothing: "No hay nada de este cliente.",
  noneChosen: "Marca los números que son de este cliente para ver qué hay.",
  orders: "{count, plural, one {# pedido} other {# pedidos}}",
  bodies: "{count, plural, one {cuerpo de # llamada} other {cuerpos de # llamadas}}",
  refusedCalls: "{count, plural, one {# llamada rechazada} other {# llamadas rechazadas}}",
  held: "{count, plural, one {# pedido está abierto o en disputa, o tiene un caso sin resolver: su cliente se borra en la hora siguiente a resolverse.} other {# pedidos están abiertos o en disputa, o tienen un caso sin resolver: su cliente se borra en la hora siguiente a resolverse.}}",
  forms: "Números que pueden ser de este cliente",
  formsHint:
    "Un número se encuentra con y sin el prefijo del país, y con el 0 o el 00 que se marca antes; no si se escribió una extensión después. Marca los que son de este cliente: no se borra ningún número sin marcar.",
  form: "{masked}, {digits, plural, one {# cifra} other {# cifras}}",
  formOf:
    "{orders, plural, one {# pedido} other {# pedidos}}, {calls, plural, one {# llamada rechazada} other {# llamadas rechazadas}}",
  heldCalls:
    "{count, plural, one {# llamada queda por ahora: su pedido está abierto, un caso sobre ella no está resuelto, o un pedido con el mismo id está abierto o es de otro cliente. Lo que contiene se borra en la hora siguiente a resolverse, o con su límite.} other {# llamadas quedan por ahora: su pedido está abierto, un caso sobre ellas no está resuelto, o un pedido con el mismo id está abierto o es de otro cliente. Lo que contienen se borra en la hora siguiente a resolverse, o con su límite.}}",
  answers:
    "{count, plural, one {La respuesta que PAR recibió de # pedido repite lo escrito junto a una línea. Queda, porque PAR puede pedirla otra vez en cualquier momento y debe recibir lo mismo.} other {Las respuestas que PAR recibió de # pedidos repiten lo escrito junto a una línea. Quedan, porque PAR puede pedirlas otra vez en cualquier momento y debe recibir lo mismo.}}",
  notes:
    "{count, plural, one {# nota de un caso queda, porque nadie puede cambiarla; lee si nombra al cliente.} other {# notas de casos quedan, porque nadie puede cambiarlas; lee si nombran al cliente.}}",
  views:
    "{count, plural, one {# vista guardada busca al cliente: bórrala.} other {# vistas guardadas buscan al cliente: bórralas.}}",
  refused: {
    forms: "Mira otra vez y elige los números que son de este cliente.",
    phone: "Ningún cliente puede conocerse por ese número: indica de 7 a 15 cifras.",
    email: "Indica un correo electrónico o un número de teléfono.",
  },
};
