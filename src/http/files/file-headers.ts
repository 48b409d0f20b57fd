import type { TrackerFile } from '../../model/tracker-file.ts'

/** Types that a browser shows without running anything of them; all others are offered to be saved: also PDF, whose viewer the sandbox forbids. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|bmp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)$/

/** The headers of a file: nothing that was stored with it can make a browser run it, or add a header of its own. */
export function fileHeaders({ contentType, name, etag }: TrackerFile): Record<string, string> {
  const [type = ''] = contentType.toLowerCase().split(';')
  const safeType = /^[\w.+-]+\/[\w.+-]+$/.test(type.trim()) ? type.trim() : 'application/octet-stream'
  return {
    'content-type': safeType.startsWith('text/') ? `${safeType}; charset=utf-8` : safeType,
    'content-disposition': disposition(SHOWN.test(safeType) ? 'inline' : 'attachment', name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    vary: 'Authorization, Cookie',
    ...(etag && /^(W\/)?"[\x21\x23-\x7e]*"$/.test(etag) && { etag }),
  }
}

/** RFC 6266: the name in plain letters, and whole in UTF-8 beside it. */
function disposition(kind: 'inline' | 'attachment', name: string | undefined): string {
  if (!name) return kind
  const plain = name.replaceAll(/[^\w .()+-]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}
