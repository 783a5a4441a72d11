import { styleText } from "node:util";

/** A colour or an emphasis of a terminal. */
export type Style = "blue" | "bold" | "cyan" | "dim" | "gray" | "green" | "magenta" | "red" | "yellow";

/** Styles a text where the output is a terminal, or as NO_COLOR and FORCE_COLOR say. */
export function paint(text: string, ...styles: readonly Style[]): string {
	// One style at a time: given several, styleText of Node 20 looks at neither the terminal nor the environment.
	return styles.reduce((painted, style) => styleText(style, painted), text);
}
