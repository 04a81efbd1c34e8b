/**
 * How the other service sends, ready to be tried from a shell: an event about an area, signed with the secret.
 * @param secret as it was shown, or in its place what stands for it
 */
export function sampleCall(origin: string, source: string, secret: string, area: string): string {
  return [
    `SECRET='${secret}'`,
    `BODY='{"id":"test-1","code":"area-disturbance","at":"'$(date -u +%Y-%m-%dT%H:%M:%S.000Z)'","area":"${area}","text":"test"}'`,
    'NOW=$(date +%s)000',
    `SIGNATURE=$(printf '%s.%s' "$NOW" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)`,
    `curl -sS ${origin}/api/v1/triggers \\`,
    `  -H 'content-type: application/json' -H 'kotisilta-source: ${source}' \\`,
    '  -H "kotisilta-timestamp: $NOW" -H "kotisilta-signature: v1=$SIGNATURE" \\',
    '  -d "$BODY"',
  ].join('\n')
}
