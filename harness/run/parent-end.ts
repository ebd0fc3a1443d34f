/** How a parent ended: at the right listener, so that its twins say something; anywhere else; or with an error, which tells nothing. */
export type ParentEnd = 'proved' | 'astray' | 'error';
