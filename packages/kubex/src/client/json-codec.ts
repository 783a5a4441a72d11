import type { Codec } from "./codec.ts";

/** JSON as the API server writes it: plain objects, no revivers. */
export const jsonCodec: Codec = /* @__PURE__ */ Object.freeze({
	mediaType: "application/json",
	encode: (value: unknown) => JSON.stringify(value),
	decode: (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as unknown,
});
