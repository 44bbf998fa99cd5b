import type { stores as english } from "../en/stores.ts";
import type { Translation } from "../typed.ts";

export const stores: Translation<typeof english> = {
  name: "Tienda",
  test: "Tienda de pruebas",
  light: { GREEN: "Todo va bien", AMBER: "Conviene mirarla", RED: "Los pedidos no llegan" },
  why: {
    well: "Los pedidos llegan a la cocina.",
    ready: "Está lista; aún no ha llegado ningún pedido.",
    paused: "Está en pausa y no acepta pedidos.",
    notMapped: "PAR no conoce ningún id suyo, así que no puede llegar ningún pedido.",
    noMenu: "No tiene menú, así que PAR no puede pedir nada aquí.",
    menuOld: "Últimamente no se pudo traer su menú; a PAR se le sirve el último.",
  },
  step: { title: "Qué hacer ahora", nothing: "Nada.", menu: "Ver el menú", map: "Asignarla" },
  fact: {
    lastOrder: "Último pedido",
    menu: "Menú confirmado",
    pos: "POS",
    posWell: "contestó",
    posAway: "no acepta pedidos; última respuesta",
    posNever: "aún no ha contestado",
    none: "aún ninguno",
    phone: "Teléfono",
  },
  issues: "Necesita a alguien",
  off: "Agotado ahora",
  offAside: "{count, plural, one {# artículo} other {# artículos}}",
  offNothing: "No falta nada.",
  offMore: "{count, plural, one {Y # más} other {Y # más}}",
  offSoldOut: "agotado en el POS",
  offBecause: "con lo que necesita",
  offByPerson: "retirado",
  offUntil: "hasta {time}",
  link: {
    orders: "Sus pedidos",
    menu: "Su menú",
    calls: "Llamadas con su POS",
    statistics: "Sus estadísticas",
  },
  links: "Más sobre esta tienda",
  unread: "la tienda",
};
