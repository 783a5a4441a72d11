/** A strategic merge patch that cannot be applied, with the server's words and the code that it answers with. */
export class StrategicPatchError extends Error {
	override readonly name: string = "StrategicPatchError";
	readonly code: 400 | 422 | 500;

	constructor(message: string, code: 400 | 422 | 500 = 500) {
		super(message);
		this.code = code;
	}
}
