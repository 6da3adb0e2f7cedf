import { area, Shape } from "./lib/shapes";
import unit from "./lib/unit.json";

const shapes: Shape[] = [{ kind: "square", side: 3 }, { kind: "circle", radius: 2 }];
export const total = shapes.map(area).reduce((a, b) => a + b, 0);
console.log(`${total.toFixed(2)} ${unit.name}`);
import("./lib/lazy").then(({ later }) => later());
