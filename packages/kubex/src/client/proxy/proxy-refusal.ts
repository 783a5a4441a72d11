/** A proxy's own words for not opening a tunnel. */
export class ProxyRefusal extends Error {}
