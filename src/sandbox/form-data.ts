/** One file of a `multipart/form-data` body. */
export interface UploadedFile {
  /** The name of its field. */
  field: string
  /** The file's own name. */
  name: string
  contentType: string
  bytes: Uint8Array
}

/** A form as its body holds it: files, and the texts of the other fields. */
export interface FormBody {
  files: readonly UploadedFile[]
  fields: ReadonlyMap<string, string>
}

/** Reads a form's body; undefined when it is none. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormBody | undefined> {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData().catch(() => undefined)
  if (form === undefined) return undefined
  const files: UploadedFile[] = []
  const fields = new Map<string, string>()
  for (const [field, value] of form) {
    if (typeof value === 'string') fields.set(field, value)
    else
      files.push({ field, name: value.name, contentType: value.type, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  return { files, fields }
}
