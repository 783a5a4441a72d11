import type { OutputMediaType } from "./negotiate.ts";

/** An answer before it is written in the form that the client asked for. */
export interface Reply {
	readonly status: number;
	/** Headers besides those that every answer has; they win over those. */
	readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
	readonly content: Content;
}

/** What an answer holds. */
export type Content =
	/** JSON text, to be written as JSON or YAML; `parameters` follow the media type. */
	| {
			readonly kind: "object";
			readonly json: string;
			readonly mediaType: OutputMediaType;
			readonly pretty: boolean;
			readonly parameters?: string;
	  }
	/** A text or document that has only this form. */
	| { readonly kind: "fixed"; readonly mediaType: string; readonly body: string | Uint8Array }
	/** What comes bit by bit, such as the lines of a watch. */
	| { readonly kind: "stream"; readonly mediaType: string; readonly chunks: AsyncIterableIterator<Uint8Array> }
	| { readonly kind: "empty" };

/** A line of plain text, as health checks and unknown paths are answered. */
export function plainText(status: number, text: string): Reply {
	return {
		status,
		headers: { "X-Content-Type-Options": "nosniff" },
		content: { kind: "fixed", mediaType: "text/plain; charset=utf-8", body: text },
	};
}
