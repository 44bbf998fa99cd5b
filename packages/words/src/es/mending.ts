import type { mending as english } from "../en/mending.ts";
import type { Translation } from "../typed.ts";

export const mending: Translation<typeof english> = {
  effect: {
    first_try:
      "Lo envía ahora al POS, en cuanto el POS acepte pedidos. Nunca se envió, así que no puede hacerse dos veces.",
    try_again:
      "Lo envía otra vez al POS ahora. Hasta ahora no le ha llegado nada, así que no puede hacerse dos veces.",
    same_reference:
      "Lo envía otra vez al POS ahora, con la misma referencia. Este POS hace un solo pedido de cada referencia, así que no puede hacerse dos veces.",
    asked_then_sent:
      "Pregunta ahora por él al POS y, si no está, lo envía otra vez con la misma referencia. No puede hacerse dos veces.",
    asked:
      "Pregunta ahora por él al POS. Si no está, se le pregunta otra vez un poco más tarde, y solo entonces se vuelve a enviar. No puede hacerse dos veces.",
    to_person: "A este POS no se le puede preguntar por un pedido, así que pasa enseguida a una persona.",
    given_up:
      "Su tiempo se acabó: se pregunta por él al POS una vez más, si se le puede preguntar. Después decide una persona.",
    taken_back: "Su tiempo se acabó: se pide al POS que lo anule. Si lo hace, PAR recibe que no hay pedido.",
    may_double:
      "Lo envía otra vez al POS. Este POS no reconoce un pedido: si al final tiene el primero, la cocina hace dos. Pida antes a la tienda que mire.",
    told_placed: "Usted lo encontró en el POS: PAR recibe que está hecho. No se puede deshacer.",
    told_absent:
      "Usted miró y el POS no lo tiene: PAR recibe que no hay pedido, y se puede devolver el dinero. No se puede deshacer.",
    looked_after: "Dice que usted se ha ocupado de ello. Ni PAR ni el POS se enteran.",
    only_reads:
      "Juzga lo que envió PAR con las asignaciones, el menú y los precios de hoy. No cambia ni envía nada: solo un pedido nuevo del cliente se hace.",
  },
  blocked: {
    being_sent: "Se está enviando o preguntando por él en este momento. Vuelva a mirar en unos segundos.",
    its_turn: "Ya es su turno: se envía en cuanto el POS tenga un hueco.",
    on_its_way: "Lo que se envió aún puede llegar al POS, así que no encontrarlo todavía no demuestra nada.",
    asked_lately:
      "Se preguntó al POS hace un momento. Se le pregunta otra vez sin ayuda: dos respuestas solo cuentan con un tiempo entre ellas.",
    never_arrived: "No ha llegado nada de él al POS, así que no puede estar allí.",
    gateway_tries:
      "Parley mismo aún lo busca, y lo que se envió aún puede llegar. Una persona puede decir que no está cuando se acabe su tiempo. Lo que la tienda encuentre se puede confirmar ya.",
    being_taken_back:
      "Su tiempo se acabó y se está pidiendo al POS que lo anule. Vuelva a mirar en unos segundos.",
    no_store: "Su tienda ya no existe, así que no se puede enviar.",
  },
  refused: {
    no_order: "No existe ese pedido.",
    not_allowed: "Solo un administrador o el soporte de esta marca puede resolver sus pedidos.",
    acted_meanwhile: "Otra persona actuó sobre este pedido en el mismo momento. Vuelva a mirarlo.",
    not_waiting: "Este pedido ya no espera a una persona. Vuelva a mirarlo.",
    look_again_from:
      "Lo que se envió de este pedido aún puede llegar a la caja. Pida a la tienda que mire otra vez después de {from}.",
    pos_order_taken:
      "El pedido {number} del POS es de otro pedido. Compare el id de pedido en línea de la comanda: si nombra este pedido, tome el número.",
    pos_order_taken_outside:
      "El pedido {number} del POS es de otro pedido, que usted no puede cambiar: si la comanda nombra este, pida ayuda a un administrador de todas las marcas.",
    sent_again:
      "Este pedido se envió otra vez desde que usted miró: intentos hasta ahora: {tries}. Pida a la tienda que mire una vez más.",
    unreadable:
      "Lo que guardamos de este pedido no se puede leer, así que no se puede enviar otra vez. Pida a la tienda que lo busque y confirme lo que encuentren.",
    not_disputed: "Ya nada contradice este pedido: alguien lo resolvió. Vuelva a mirarlo.",
    note: "Una nota tiene {max} caracteres como máximo.",
    pos_order_id:
      "Un id de pedido del POS tiene de 1 a {max} caracteres, ninguno de control ni de formato, y ningún espacio en los extremos.",
    under_way:
      "El pedido se está enviando, buscando o anulando en este momento. Vuelva a mirar en unos segundos.",
    too_early: "Todavía no: lo que se envió o se preguntó hace un momento necesita su tiempo, hasta {from}.",
  },
  recheck: {
    placed: "Ahora se haría. No se envió nada: que el cliente vuelva a pedir en la aplicación.",
    rejected: "Se rechazaría otra vez.",
    unmapped_organization: "La organización {id} de PAR aún no lleva a ninguna marca.",
    unmapped_location: "El local {id} de PAR aún no lleva a ninguna tienda.",
    no_menu: "El menú de {store} aún no se conoce, así que no se puede decir nada.",
    invalid: "Lo que envió PAR no se puede leer como un pedido.",
    no_request: "Lo que envió PAR ya no se guarda, así que no se puede juzgar otra vez.",
    not_refused: "No fue rechazado, así que no hay nada que juzgar otra vez.",
  },
};
