/** The title of a page that web servers make for a status: nginx, Apache, Caddy, Cloudflare, IIS. */
const TITLE =
  /<title>\s*(?:[\w.-]{1,80} \| )?([345]\d\d)[ :-]{1,3}(?:moved|found|see other|temporary|permanent|bad|unauthorized|forbidden|not|gone|method|too many|internal|service|gateway|web server|connection|origin)\b/i;
/** All that others say: Go, Cloudflare, Python. */
const SENTENCE = /^(?:error code: |error |http error )?([345]\d\d)(?:[ :][\w :.,'-]{0,80})?$/i;

/** The status that a page tells which a web server made for it; `undefined`: the body is something else. */
export function statusOfPage(body: string): number | undefined {
  const text = body.trim();
  const found = text.startsWith('<') ? TITLE.exec(text.slice(0, 4000)) : SENTENCE.exec(text.slice(0, 200));
  return found ? Number(found[1]) : undefined;
}
