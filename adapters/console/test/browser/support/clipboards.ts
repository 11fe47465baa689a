// What programs put on the clipboard as `text/html`, in the form in which they do (from public reports and mails), with other words.

/** Word 365 for Windows: a style sheet, conditional comments, lists that are paragraphs, `o:p`, line breaks anywhere. */
export const fromWord = `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View></w:WordDocument>
</xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face
	{font-family:"Calibri Light";
	panose-1:2 15 3 2 2 2 4 3 2 4;}
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{mso-style-unhide:no;
	margin:0cm;
	font-size:12.0pt;
	font-family:"Aptos",sans-serif;}
-->
</style>
</head>

<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->

<h1><span lang=EN-US style='mso-ansi-language:EN-US'>Opening hours<o:p></o:p></span></h1>

<p class=MsoNormal><span lang=EN-US style='mso-ansi-language:EN-US'>From <b
style='mso-bidi-font-weight:normal'>Monday</b> on, see <a
href="https://acme.example/hours">our
page</a>:<o:p></o:p></span></p>

<p class=MsoNormal><span lang=EN-US style='mso-ansi-language:EN-US'><o:p>&nbsp;</o:p></span></p>

<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='mso-bidi-font-family:Aptos;mso-ansi-language:EN-US'><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]><span lang=EN-US style='mso-ansi-language:EN-US'>Front
door<o:p></o:p></span></p>

<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:
auto;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:"Courier New";mso-fareast-font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]><span lang=EN-US>Bell<o:p></o:p></span></p>

<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]><span lang=EN-US>Back door<o:p></o:p></span></p>

<p class=MsoNormal><span lang=EN-US>Regards<span style='display:none;mso-hide:all'>hidden</span><o:p></o:p></span></p>

<!--EndFragment-->
</body>

</html>
`;

/** Gmail in Chrome, from a mail with what it answers. */
export const fromGmail = `<meta charset='utf-8'><div dir="ltr" style="color: rgb(34, 34, 34); font-family: Arial, Helvetica, sans-serif; font-size: small; font-style: normal; font-weight: 400; letter-spacing: normal; text-align: start; white-space: normal; background-color: rgb(255, 255, 255);"><div class="gmail_default" style="font-family: verdana, sans-serif;">Hi Jo,</div><div class="gmail_default" style="font-family: verdana, sans-serif;"><br></div><div class="gmail_default" style="font-family: verdana, sans-serif;">the <span style="font-weight: 700;">new</span>&nbsp;hours are <i>below</i>.</div><div class="gmail_default" style="font-family: verdana, sans-serif;">Nine to five.</div></div><br class="gmail-Apple-interchange-newline"><div class="gmail_quote"><blockquote class="gmail_quote" style="margin: 0px 0px 0px 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;"><div dir="ltr">When are you open?<img src="https://ci3.googleusercontent.com/mail-sig/x" width="1" height="1" class="CToWUd" data-bit="iit"></div></blockquote></div><br class="Apple-interchange-newline">`;

/** Google Docs in Chrome. */
export const fromDocs = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0f3d5a4e-7fff-1c2b-8a9d-2f7b6c1d0e9f"><h3 dir="ltr" style="line-height:1.38;margin-top:16pt;margin-bottom:4pt;"><span style="font-size:14pt;font-family:Arial,sans-serif;color:#434343;background-color:transparent;font-weight:400;font-style:normal;text-decoration:none;vertical-align:baseline;white-space:pre-wrap;">Plan</span></h3><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;">Not bold, </span><span style="font-size:11pt;font-weight:700;font-style:normal;text-decoration:none;white-space:pre-wrap;">bold</span><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;">, </span><span style="font-size:11pt;font-weight:400;text-decoration:underline;-webkit-text-decoration-skip:none;text-decoration-skip-ink:none;white-space:pre-wrap;">lined</span></p><ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;font-size:11pt;" aria-level="1"><p dir="ltr" style="line-height:1.38;" role="presentation"><span style="font-size:11pt;white-space:pre-wrap;">One</span></p></li></ul></b>`;

const wordItem = (level: number, marker: string, words: string) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level${level} lfo2'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-US>${words}<o:p></o:p></span></p>\n\n`;

/** Word 2016: numbers that go on after a paragraph, a level that is skipped, and a list that Word writes as one, its levels too deep by one. */
export const listsOfWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-US><!--StartFragment-->
${wordItem(1, '1.', 'Come in')}<p class=MsoNormal>Then<o:p></o:p></p>
${wordItem(1, '2.', 'Sit down')}${wordItem(3, 'o', 'by the window')}
<ul style='margin-top:0in' type=disc>
 <li class=MsoListParagraph style='margin-left:0in;mso-list:l0 level1 lfo1'><span lang=EN-US>Tea<o:p></o:p></span></li>
 <ul style='margin-top:0in' type=circle>
  <ul style='margin-top:0in' type=square>
   <li class=MsoListParagraph style='margin-left:0in;mso-list:l0 level3 lfo1'><span lang=EN-US>green<o:p></o:p></span></li>
  </ul>
 </ul>
 <li class=MsoListParagraph style='margin-left:0in;mso-list:l0 level1 lfo1'><span lang=EN-US>Milk<o:p></o:p></span></li>
</ul>
<!--EndFragment--></body></html>`;

/** Google Docs: a list within a list stands beside the items, and what was marked begins in the middle. */
export const listsOfDocs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><ul><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>deep</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><ol><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>first</span></p></li></ol><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Two</span></p></li></ul></b>`;

/** Excel for Windows: some cells. */
export const fromExcel = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style>td{mso-style-parent:style0;}</style></head><body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=128 style='border-collapse:collapse;width:96pt'>
<!--StartFragment-->
 <col width=64 span=2 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <th height=20 class=xl65 width=64 style='height:15.0pt;width:48pt'>Day</th>
  <th class=xl65 width=64 style='width:48pt'>Hours</th>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 style='height:15.0pt'>Monday</td>
  <td>9 – 17</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20></td>
  <td></td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20>Sunday</td>
  <td></td>
 </tr>
<!--EndFragment-->
</table></body></html>`;
