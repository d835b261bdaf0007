/** A page that follows the journal. Text goes in through `textContent`, because messages are written by strangers. */
export const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tawsil twin</title>
<style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2b28}
h1{font-size:1.2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:start;padding:.25rem .6rem;border-bottom:1px solid #dde5e3;vertical-align:top}
code{font-size:12px;overflow-wrap:anywhere}.no{color:#a4262c}
</style></head><body>
<h1>Tawsil twin</h1><p id="sum"></p>
<table><thead><tr><th>#</th><th>time</th><th>kind</th><th>who</th><th>what</th></tr></thead><tbody id="log"></tbody></table>
<script>
let after=0
const log=document.getElementById('log'),sum=document.getElementById('sum')
const cell=(row,text,tag)=>{const td=row.insertCell();const el=tag?td.appendChild(document.createElement(tag)):td;el.textContent=text}
const what=e=>JSON.stringify(e.request??e.note??{}).slice(0,400)
async function tick(){
  try{
    const page=await (await fetch('/twin/journal?limit=500&after='+after)).json()
    if(page.last<after){after=0;log.replaceChildren();return}
    for(const e of page.entries){
      const row=log.insertRow(0);after=e.seq
      if(e.accepted===false)row.className='no'
      cell(row,e.seq);cell(row,e.at.slice(11,23));cell(row,[e.kind,e.type,e.status].filter(Boolean).join(' '))
      cell(row,e.to??e.from??'');cell(row,what(e),'code')
    }
    while(log.rows.length>500)log.deleteRow(-1)
    const s=await (await fetch('/twin/summary')).json()
    sum.textContent=s.sends.accepted+' sends accepted, '+s.sends.duplicates+' duplicated, '+s.inbound+' inbound, '+
      s.webhooks.delivered+' webhooks acknowledged, '+s.pending+' pending'
  }catch(error){sum.textContent='The twin does not answer: '+error.message}
}
tick();setInterval(tick,1000)
</script></body></html>
`
