import { paint, type Style } from "./paint.ts";

const tokens =
	/(?<gray>\/\/.*$)|(?<green>"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<magenta>\b(?:await|async|catch|const|else|for|if|import|instanceof|let|new|of|return|throw|try|using)\b)|(?<yellow>\b(?:\d[\d_]*|true|false|null|undefined)\b)|(?<cyan>\b[A-Z]\w*)/gm;

/** Colours a line of TypeScript well enough to read; it is no parser. */
export function highlight(code: string): string {
	return code.replace(tokens, (text, ...rest) => {
		const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
		const found = Object.keys(groups).find((style) => groups[style] !== undefined);
		return found === undefined ? text : paint(text, found as Style);
	});
}
