import type { stats as english } from "../en/stats.ts";
import type { Translation } from "../typed.ts";

export const stats: Translation<typeof english> = {
  title: "Estadísticas",
  range: { label: "Hasta cuándo atrás", HOUR: "Hora", DAY: "Día", MONTH: "Mes" },
  lately: { HOUR: "última hora", DAY: "últimas 24 horas", MONTH: "últimos 30 días" },
  filter: {
    brand: "Marca",
    everyBrand: "Todas las marcas",
    store: "Tienda",
    everyStore: "Todas las tiendas",
    operation: "Llamadas cuyos tiempos se muestran",
  },
  chart: "{title}, dibujado; la tabla de abajo tiene los mismos números",
  notDrawn:
    "No se pudo dibujar el gráfico; la tabla de abajo tiene sus números. Cargue la página de nuevo para volver a intentarlo.",
  orders: { HOUR: "Pedidos por minuto", DAY: "Pedidos por hora", MONTH: "Pedidos por día" },
  came: "Pasaron a pedido",
  placed: "En el POS",
  notPlaced: "Denegados o no entregados",
  answers: "Cómo se contestaron las llamadas de PAR",
  well: "Contestadas sin error",
  pending: "Envíos contestados 202",
  times: "Cuánto tarda «{operation}»",
  p50: "p50",
  p95: "p95",
  p99: "p99",
  table: { open: "Como tabla", time: "Hora", day: "Día" },
  zone: "Las horas son de {zone}.",
  zoneOfDays: "Los días son los de UTC.",
  oldestMenu: "Menú más antiguo confirmado",
  noMenu: "Aún no hay menú.",
  none: "No llegó nada en {lately, select, HOUR {la última hora} DAY {las últimas 24 horas} other {los últimos 30 días}}.",
  unread: "No se pudieron leer las estadísticas: {reason}",
};
