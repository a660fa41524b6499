/** Latin words that callers and texts use: not pinyin, even where a library has not got them yet. */
const LATIN_WORDS = new Set(
  (
    'app apn ar atm bim bmw cad ccc cctv cdma ceo cfo cma cnas cpa cpi cpu crm ct dna doc docx ecmo edi email ems ' +
    'epc erp etc excel faq fob gdp gmp gps gsp haccp hpv hr html http https iban ic id ifc ikea ios ip iphone ipo iso it ' +
    'ktv led lpr logo lng lpg mac mba mcn mri nba nfc nft npc ocr ofo ok otc pad pc pdf pet phd pm pms pos ppp ppt ps ' +
    'qq rfid rmb sim sms ssl suv tv uber ukey url usb usd vat vip vpn vr web wechat wifi wlan word wps www xls xlsx zip'
  ).split(' '),
);

export function isLatinWord(letters: string): boolean {
  return LATIN_WORDS.has(letters);
}
