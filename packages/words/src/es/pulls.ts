import type { pulls as english } from "../en/pulls.ts";
import type { Translation } from "../typed.ts";

export const pulls: Translation<typeof english> = {
  known: {
    menu_currency: "su menú y la tienda no cuentan en la misma moneda",
    menu_empty: "su menú no ofrece nada",
    menu_invalid: "su menú no es válido",
    menu_of_another_store: "el menú es de otra tienda",
    menu_price: "un precio de su menú es demasiado alto para cobrarlo",
    menu_tax: "no se puede calcular con un impuesto de su menú",
    menu_unknown: "dice que su menú no ha cambiado, y aquí no hay ninguno",
    pos_not_set: "la tienda no tiene POS",
    pull_broke_off: "la pasarela no pudo terminar la lectura",
    stopped: "la pasarela se estaba deteniendo",
  },
  withDetail: "{why}: {detail}",
  step: {
    again: "Se vuelve a intentar sin ayuda; si sigue igual, el registro de la API dice más.",
    currency: "Corrija aquí la moneda de la tienda, o en el POS la del menú, y vuelva a leerlo.",
    provider: "Lo tiene que corregir el proveedor de su POS.",
    reach:
      "Compruebe que el POS funciona y que su dirección es correcta; se le vuelve a preguntar sin ayuda.",
    setPos: "Configure uno (`parley location set-pos`).",
    settings: "Corrija la configuración del POS de la tienda (`parley location set-pos`).",
    tell: "Avise al proveedor de su POS.",
    whole: "El proveedor de su POS tiene que dar el menú entero a una llamada sin If-None-Match.",
  },
  both: "{why}. {step}",
  refused: {
    noStore: "No existe esa tienda.",
    notAllowed: "Solo un administrador o el soporte de esta marca puede actualizar sus menús.",
    noMenu: "El POS de {store} no dio ningún menú. {why} {kept}",
    unusable: "El menú de {store} no se puede usar. {why} {kept}",
    none: "La tienda aún no tiene menú.",
    kept: "Sigue en vigor el último menú bueno.",
  },
};
