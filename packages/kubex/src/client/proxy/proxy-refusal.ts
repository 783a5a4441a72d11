/** A proxy's own words for not opening a tunnel. */
export class ProxyRefusal extends Error {
	/** Whether it would say the same another time. */
	readonly permanent: boolean;

	constructor(message: string, { permanent = true }: { readonly permanent?: boolean } = {}) {
		super(message);
		this.permanent = permanent;
	}
}
