import { area } from "./shapes";

export const later = () => console.log(area({ kind: "square", side: 1 }));
