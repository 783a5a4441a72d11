/** A path that leads nowhere, outside every group that is served; the server answers it in plain text. */
export class PathNotFound extends Error {
	override readonly name: string = "PathNotFound";

	constructor() {
		super("404 page not found");
	}
}
