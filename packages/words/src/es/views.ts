import type { views as english } from "../en/views.ts";
import type { Translation } from "../typed.ts";

export const views: Translation<typeof english> = {
  name: "Vistas guardadas",
  menu: "Vistas",
  shared: "para {role}",
  sharedBy: "Guardada por {name} para {role}",
  private: "Solo para usted",
  role: {
    OWNER: "propietarios",
    BRAND_ADMIN: "administradores de marca",
    SUPPORT: "soporte",
    ENGINEER: "ingeniería",
    VIEWER: "lectores",
  },
  save: {
    open: "Guardar como vista",
    name: "Nombre de la vista",
    with: "Quién puede abrirla",
    nobody: "Solo usted",
    people: "{role} de sus marcas y tiendas",
    submit: "Guardar",
    noSearch: "Lo que se busca no se guarda: puede ser de un cliente.",
    saved: "Guardada.",
  },
  update: "Guardar estos filtros en «{name}»",
  edit: {
    open: "Cambiar «{name}»",
    submit: "Cambiar",
    remove: "Eliminar",
    removed: "«{name}» está eliminada.",
  },
  refused: {
    none: "Para usted ya no existe esa vista.",
    notYours:
      "Solo quien guardó una vista puede cambiarla, y solo esa persona o un propietario puede eliminarla.",
    name: "Una vista tiene un nombre de 1 a {max, number} caracteres.",
    taken: "Usted ya tiene aquí una vista con ese nombre. Elija otro, o cambie aquella.",
    params: "Esto es más de lo que una vista puede guardar.",
    tooMany: "Tienes {max, number} vistas de esta lista: elimina una primero.",
  },
};
