"""Wordings of the subject sentence, which fixes the clause type; "== held" opens test-only ones."""

SUBJECTS: dict[str, str] = {
    "confidentiality": """
{P} shall [|at all times ]keep [secret|confidential] all [information|documents|data] received
  from {O}[| under {K}].
all [business|technical|commercial] information that {O} discloses to {P} is confidential and
  [shall|must] not be [passed on|shown|revealed] to [third parties|anyone else].
the [receiving party|recipient], {P}, undertakes not to disclose [any|such] trade secrets[| or
  know-how] of {O} to [any third person|outsiders].
without [the written consent|the prior approval] of {O}, {P} may not [publish|share|make known]
  what it learns [in the course of|during] the work.
confidential [material|papers] of {O} [shall|must] be [locked away|stored securely] by {P} and
  [returned|destroyed] when the work is done.
{P} will treat the [prices|drawings|plans|records] of {O} as [strictly ]confidential and use them
  only for the [agreed purpose|project].
information marked as secret may be seen only by those employees of {P} who need it[| for their
  work].
each party [shall|will] protect the other's confidential information with [the same|no less] care
  [than|as] its own.
the duty of secrecy binds {P}[| and its staff] [for two years after|even after] the end of the
  [work|services].
{P} hereby covenants that it shall hold in strict confidence the [affairs|dealings] of {O}.
nothing that {P} learns about the [customers|methods|finances] of {O} may be [disclosed|repeated]
  outside the [project team|company].
the parties agree to [keep|hold] the contents of {K} [secret|confidential] and not to disclose
  them to [the press|competitors].
staff of {P} who handle secret papers must [first ]sign a [secrecy|confidentiality] undertaking.
save as required by law, {P} shall make no disclosure of [the|any] confidential [facts|figures]
  [entrusted to it|supplied] by {O}.
[as regards|concerning] confidentiality, {P} may reveal the information of {O} only to [its
  lawyers|its auditors|a court].
{O} trusts {P} with [private|sensitive] data, and {P} promises not to [leak|disclose|publish] it.
== held
{P} must not let confidential information of {O} fall into the hands of third parties.
whatever {O} tells {P} in confidence [stays|remains] secret and is never to be published.
secrecy [shall|must] be observed by {P} about every document that comes from {O}.
the employees of {P} may not disclose [trade secrets|know-how] belonging to {O}.
confidential data [supplied|entrusted] to {P} is to be used for the project alone and kept from
  outsiders.
neither party shall reveal secret information about the other [to anyone|to competitors].
""",
    "payment": """
{O} shall pay [each|every] invoice of {P} within {x} days [of receipt|of its date].
[undisputed|correct] invoices [issued|sent] by {P} [are payable|fall due] {x} days after
  [receipt|the invoice date].
the [fees|charges] of {P} [shall|will] be invoiced [monthly|quarterly] and paid by [bank
  transfer|direct debit].
payment to {P} is due [in advance|in arrears] on the first day of each [month|quarter].
in consideration of the services, {O} shall pay to {P} the [sum|price] of {M}.
late payments to {P} [bear|shall bear] interest at the [statutory|agreed] rate[| from the due
  date].
if an invoice is not paid [on time|when due], {P} may [suspend|halt] the services until [the
  sum|the amount] is received.
the [price|fee] is {M}, payable to {P} in [two|three|four] equal instalments.
{P} will send its invoice [at the end of each month|on completion], and {O} has {x} days to pay.
all [sums|amounts] owed to {P} shall be paid [in full|without deduction] and free of bank charges.
prices are net of [tax|value added tax], which {P} will add to [each|the] invoice.
{P} shall be remunerated at the [hourly|daily] rates in the [schedule|annex], payable against [a
  proper|an itemised] invoice.
a deposit of {M} is payable to {P} [on signature|before work begins].
travel costs of {P} are [reimbursed|repaid] {x} days after [proof|receipts] [is|are] handed in[|
  with the invoice].
{O} may withhold payment of [a disputed|an unclear] invoice from {P} until the [dispute|query] is
  settled.
payments [shall|must] be made to the bank account named [on the invoice|in the order].
== held
{P} is entitled to be paid no later than {x} days from the day its invoice arrives.
{O} settles the [fees|charges] of {P} by transfer at the close of every [month|quarter].
for its work {P} receives a price of {M}, due upon completion.
should {O} pay an invoice late, interest is owed to {P} on the overdue sum.
the invoices of {P} [must|shall] be honoured in full and without set-off.
the fee becomes payable once an itemised invoice has been [sent|received].
""",
    "assignment": """
{P} may not assign [|or transfer ]{K} without the [prior ]written consent of {O}.
neither party [shall|may] assign its rights under {K} [to a third party|to anyone] without
  consent.
any [assignment|transfer] of {K} by {P} [is void|has no effect] unless {O} [agrees|consents] in
  writing.
{P} is free to [assign|transfer] {K} to [a group company|an affiliate][| at any time].
the rights and duties of {P} [are personal and cannot|shall not] be [transferred|assigned] to
  [others|another].
{P} shall not subcontract [the whole or any part|any part] of the services [unless|except where]
  {O} approves.
should {P} sell its business, {K} [passes|transfers] to the [buyer|successor].
{O} may transfer {K} to a [purchaser|successor], provided that it [tells|informs] {P} in writing.
no right [arising|granted] hereunder may be assigned by {P} save with the [leave|approval] of {O}.
{K} binds {P} together with its [successors|heirs] and permitted assigns.
a change of control of {P} is treated as an assignment [and needs|requiring] the consent of {O}.
consent to [a transfer|an assignment] by {P} [shall|will] not be [unreasonably withheld|refused
  without reason].
claims [against|owed by] {O} may be [assigned|ceded] by {P} to a bank [as security|for financing].
the [novation|transfer] of {K} requires a deed signed by {P} and the new party.
{P} remains [bound|answerable] for the work of [any|each] subcontractor to whom it
  [transfers|assigns] tasks.
== held
without approval from {O}, no transfer of {K} to a third person can be made by {P}.
{P} keeps the contract in its own hands and shall assign it to nobody.
an affiliate of {P} may take over {K} by assignment if {O} consents.
where {P} wishes to assign its [rights|duties], it first seeks written consent.
successors and assigns of {P} [take over|are bound by] every duty herein.
the parties may transfer their rights to another only by mutual consent.
""",
    "force_majeure": """
{P} is [not responsible|excused] for [delay|failure] caused by [events|circumstances] beyond its
  [reasonable ]control.
neither party is in breach if performance is prevented by [fire|flood|war|an epidemic][| or
  similar events].
in the event of force majeure, the [duties|obligations] of {P} are suspended [for as long as it
  lasts|until it ends].
[strikes|storms|earthquakes] and other acts of God [release|excuse] {P} from [timely ]performance.
if [a natural disaster|a blockade|an embargo] stops the work, {P} shall [tell|inform] {O} [at
  once|without delay].
{P} may [postpone|extend] delivery dates when force majeure [hinders|prevents] its performance.
no default arises where {P} is hindered by [riot|war|government order] or [any other|like]
  unforeseeable event.
a party affected by force majeure, such as {P}, [must|shall] take [reasonable|all] steps to limit
  the [delay|effects].
force majeure means an event that {P} could [neither foresee nor avoid|not have prevented][|, such
  as war or flood].
the time for performance by {P} is extended by the [duration|length] of any [natural
  disaster|power failure|strike].
shortage of [staff|raw materials] at {P} does not count as force majeure.
should an act of God [befall|strike] {P}, its obligations [rest|pause] until normal conditions
  return.
{P} shall not be deemed in default by reason of [any cause|matters] outside its control.
if [floods|fires|pandemics] make the services of {P} impossible, {O} [shall|must] grant more time.
performance is excused [during|throughout] any period of force majeure reported by {P}[| in
  writing].
== held
{P} does not answer for delays that result from war, fire or flood.
when an unforeseeable event outside the control of {P} occurs, its obligations are put on hold.
force majeure frees {P} from its duty to perform [while it continues|for the time being].
an epidemic, a strike or a storm [counts|is treated] as force majeure in favour of {P}.
{O} accepts later performance by {P} where acts of God stand in the way.
both parties are excused when events beyond control make performance impossible.
""",
    "warranty": """
{P} warrants that the [goods|products] are free from defects in [material|design|workmanship].
{P} guarantees that the [services|works] [will|shall] be carried out with [due|reasonable] skill
  and care.
defective [goods|parts] shall be [repaired|replaced] by {P} [free of charge|at its own cost].
the warranty given by {P} covers [all hidden|manufacturing] defects [found|reported] within [one
  year|two years].
{P} represents and warrants that the software [conforms|corresponds] to its
  [description|documentation].
{P} gives no warranty, express or implied, [as to|regarding] fitness for a [particular|special]
  purpose.
if a defect appears during the warranty period, {P} will [mend|repair] or replace the
  [item|product].
[wear and tear|misuse] and [accidental damage|faulty storage] are not covered by the warranty of
  {P}.
it is warranted by {P} that the goods [meet|comply with] the [agreed|published] specification.
the guarantee of {P} [lapses|is lost] if {O} [alters|opens] the goods[| without permission].
{O} [shall|must] report defects to {P} [promptly|in writing], [failing which|otherwise] the
  warranty is lost.
each product delivered by {P} [carries|comes with] a [full|limited] warranty against faults.
{P} hereby warrants good title to the [goods|equipment] [sold|delivered] to {O}.
[all|any] implied [warranties|conditions] of quality are excluded so far as {P} is concerned.
{P} promises that [spare parts|replacements] for faulty items will be [available|supplied] during
  the guarantee.
the parties warrant that they have [full|the] power to [sign|enter into] {K}.
== held
a warranty against defects is given by {P} for every product it delivers.
faulty goods will be mended or exchanged by {P} under its guarantee.
what {P} delivers [is warranted|is guaranteed] to be of good quality and to meet the description.
the products of {P} carry no implied warranties of fitness.
{P} stands by its workmanship and guarantees repair of hidden defects.
every warranty ends if the equipment is misused or altered.
""",
    "insurance": """
{P} shall [maintain|take out] [public|product|professional] liability insurance of [at least|not
  less than] {M}.
{P} must [hold|keep] valid insurance [with a reputable insurer|at its own expense][| during the
  work].
[on request|upon demand], {P} will [show|produce] [proof|certificates] of its insurance to {O}.
the insurance [policy|cover] of {P} shall [name|include] {O} as an additional insured.
insurance against [fire|theft|accidents] shall be [arranged|bought] by {P} [before work
  starts|without delay].
the goods are insured by {P} [during transport|in transit] for {M}.
{P} undertakes to insure its [staff|vehicles|equipment] [against|for] [injury|loss|damage].
if {P} [lets its policy lapse|fails to insure], {O} may buy the cover and [recover|charge] the
  premium.
the premiums for the [insurance|policy] are [borne|paid] by {P}.
{P} shall not do anything that could [void|invalidate] the insurance [policy|cover].
an insurance certificate showing cover of {M} shall be [lodged|filed] by {P} with {O}.
{P} warrants to its insurer [the value|the number] of goods and bears the [excess|deductible]
  under the policy.
[each|every] policy of insurance [held|kept] by {P} must cover claims of up to {M}.
the insurer of {P} shall waive [its|all] rights of [recourse|subrogation] against {O}.
{P} shall [tell|inform] {O} [at once|promptly] if its insurance is [cancelled|reduced].
each party shall insure its own [property|employees] with a [sound|licensed] insurer.
== held
{P} has to be insured for {M} or more against third-party claims.
cover for theft and damage is bought by {P}, which also pays the premium.
proof that its insurance policy is in force must be supplied by {P} each year.
{O} can ask {P} for the certificate of the insurer.
a licensed insurer shall cover the equipment of {P} at a value of {M}.
insurance of the works is a matter for each party on its own.
""",
    "audit": """
{O} may [inspect|audit] the books and records of {P} [once a year|during business hours].
{P} shall [allow|permit] auditors [appointed|named] by {O} to [enter|visit] its premises.
{P} must keep [accurate|complete] accounts and [open|show] them to {O} for [inspection|audit].
the [records|accounts] of {P} shall be [preserved|kept] for [six|seven|ten] years and be open to
  audit.
the cost of [an|any] audit is borne by {O} unless {P} is found [at fault|in breach].
an independent [auditor|accountant] may [examine|check] the [accounts|files] of {P}[| at any
  reasonable time].
{P} will [assist|cooperate with] the auditors and [answer|reply to] their questions
  [fully|honestly].
if an audit [shows|reveals] an overcharge, {P} shall [refund|repay] the difference.
[upon|on] request, {P} shall grant {O} access to [all|its] [ledgers|records|log files] for audit
  purposes.
audits at {P} are limited to [one|two] per [calendar year|year] and must not [disturb|interrupt]
  its business.
{O} is entitled to verify by audit that {P} [complies with|observes] {K}.
the right of inspection extends to the [premises|warehouses|systems] of {P}[| and its agents].
{P} shall provide [copies|extracts] of its [books|records] to any auditor [so requesting|who
  asks].
the findings of [each|the] audit [shall|will] be [sent|shown] to {P} for comment.
auditors [shall|must] not [copy|remove] [papers|files] from the offices of {P}.
both parties shall keep [proper|full] books and permit [inspection|audit] of them.
== held
the books of {P} are open to audit by an accountant whom {O} appoints.
{P} lets {O} check its records on the premises once every year.
auditors of {O} may visit {P} and examine whatever accounts they need.
where the audit finds an error, {P} makes good the overcharge.
inspection of its files shall be [permitted|allowed] by {P} for audit reasons.
accounts must be kept ready for an auditor at all times.
""",
    "ownership": """
all [rights|title] in the [work|results|software] created by {P} [vest in|belong to] {O}.
{P} [retains|keeps] ownership of its [tools|designs|source code][| and all copies].
[copyright|patents] in the [deliverables|drawings] [shall pass|passes] to {O} once {P} has been
  paid.
{P} hereby transfers to {O} the copyright in [everything|anything] it makes [under|pursuant to]
  {K}.
inventions made by {P} [during the project|in the course of the work] are the property of {O}.
{O} [receives|obtains] a [non-exclusive|perpetual|limited] licence to use the [software|designs]
  owned by {P}.
the intellectual property of {P} [remains|stays] its own, and {O} [acquires|gains] no title to it.
nothing in {K} gives {O} any [ownership|title] in the [trade marks|patents] of {P}.
{P} shall sign [all|any] papers needed to [register|record] the [patents|designs] in the name of
  {O}.
title to the goods [remains with|stays with] {P} until [delivery|acceptance].
the [reports|photographs|models] made by {P} are owned by {O}, [including|together with] all
  copyright.
{P} waives [its|any] moral rights as author in favour of {O}.
jointly developed [inventions|results] are owned by {P} and {O} in equal shares.
the source code is and shall remain the exclusive property of {P}.
{P} [grants|gives] {O} the right to use its [trade mark|logo|copyright works] [without charge|in
  print].
each party [keeps|retains] the intellectual property it [had|owned] [before|prior to] {K}.
== held
the copyright in whatever {P} writes belongs from the start to {O}.
{O} becomes owner of the designs that {P} draws up.
ownership of the software stays with its author, {P}, and only a licence is granted.
patents for inventions by {P} [are registered|shall be held] in the name of {O}.
{P} gives up all title and intellectual property rights in the results.
intellectual property brought in by one party is not acquired by the other.
""",
}
