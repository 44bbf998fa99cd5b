import type { findings as english } from "../en/findings.ts";
import type { Translation } from "../typed.ts";

export const findings: Translation<typeof english> = {
  text_cleaned_name: "Su nombre tiene saltos de línea o caracteres que no se ven; PAR lo recibe sin ellos.",
  text_cleaned_description:
    "Su descripción tiene saltos de línea o caracteres que no se ven; PAR la recibe sin ellos.",
  name_blank: "No tiene nombre; los clientes ven su id.",
  name_cut: "Su nombre tiene {length} caracteres; PAR recibe {max}.",
  description_cut: "Su descripción tiene {length} caracteres; PAR recibe {max}.",
  calories_left_out: "No puede tener {calories} calorías; PAR no recibe ninguna.",
  image_left_out: "La dirección de su imagen no es de la web; PAR no recibe ninguna.",
  order_changed: "Su lugar {place} no está entre 0 y {max}; PAR recibe 0, 1, 2 y así.",
  group_without_options: "Pide elegir y no tiene opciones, así que lo que la exige no se puede pedir.",
  group_allows_less:
    "Pide {least} y sus opciones permiten {most}, así que lo que la exige no se puede pedir.",
  group_options_blocked:
    "Pide {least} y muy pocas de sus opciones se pueden elegir, así que lo que la exige no se puede pedir.",
  item_never_ordered: "Nadie puede pedirlo: {because}.",
  zero_price: "No cuesta nada: los clientes lo reciben gratis.",
  zero_price_of_size: "Su tamaño {size} no cuesta nada: los clientes lo reciben gratis.",
  no_tax: "No tiene impuesto, a diferencia de otros {taxed} de este menú.",
  duplicate_name: "Los clientes no lo distinguen de {other}: los dos tienen un solo nombre en {within}.",
  because: {
    group_empty: "no queda ninguna opción en {group}",
    group_short: "quedan muy pocas opciones en {group}",
    price_levels: "todos sus tamaños están agotados",
    no_menu: "ningún menú de la tienda lo ofrece",
    too_many_choices: "necesita más elecciones de las que caben en un pedido",
    too_deep: "sus elecciones tienen más niveles de los que admite un pedido",
  },
};
