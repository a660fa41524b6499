/** What callers want of a rule. What no rule gives, such as an hour of today, is another matter (`asked-for.ts`). */
export type Wish = 'period' | 'amount' | 'office' | 'papers' | 'penalty' | 'right' | 'conditions' | 'way';

/**
 * How it is asked, and how a rule that tells it is written: who asks how long a thing takes is answered by the clause with a
 * period in it, not by the one beside it that has more of the words. Of a number the last sign is enough: a regular expression
 * that repeats would take the square of a hostile text's length.
 */
const WISHES: Readonly<Record<Wish, { asked: RegExp; told: RegExp }>> = {
  period: {
    asked:
      /多久|多长时间|多长|几天|几年|几个月|好久|多少(?:个)?(?:天|日|年|月|小时)|什么时候|期限|时限|过期|超过|来得及/,
    told: /[一二三四五六七八九十百〇零两0-9](?:个)?(?:工作)?(?:日|天|月|年|小时)/,
  },
  amount: {
    asked:
      /多少(?!天|个?年|日|岁|个?月|小时)|几多|好多(?:[钱元万分]|$|[,，。?？ ])|几[块毛万]|几成|之几|多贵|什么价|收费|要钱|免费|收钱|花钱/,
    told: /[〇零一二三四五六七八九十百千万两0-9]元|分之|[%％]|倍|费用|免费|收费|收取|标准/,
  },
  office: {
    asked: /找谁|找哪|哪个(?:部门|单位|机关|地方|窗口)|归谁|归哪|谁管|谁来|谁负责|向谁|去哪|到哪|哪里|哪儿/,
    told: /部门|机关|主管|负责|派出所|委员会|人民政府|窗口|机构|法院/,
  },
  papers: {
    asked: /材料|手续|证件|要带|带什么|带啥|提供什么|交什么|拿什么/,
    told: /材料|证件|证明|提交|出示|复印件|申请表|申请书|身份证/,
  },
  penalty: {
    asked: /罚|处罚|怎么处理|后果|违法|犯法|抓|坐牢|拘留/,
    told: /罚款|警告|拘留|吊销|没收|责令|刑事责任/,
  },
  right: {
    asked:
      /能不能|可不可以|可以.*[吗么嘛]|能.*[吗么嘛]|行不行|允许|合法|合不合|必须|非要|一定要|该不该|是不是|算不算|有没有权/,
    told: /可以|不得|有权|禁止|应当|不予|无需|允许|必须|视为|视同/,
  },
  conditions: {
    asked: /条件|资格|什么人|哪些人|哪种人|符合|怎么才能|怎样才|够不够|够格/,
    told: /条件|符合|具备|具有|下列|情形|年满|[已未]满/,
  },
  way: {
    asked: /怎么(?:办理|申请|办|投诉|举报|弄|报|领|取|交|转|查|改)|怎样|如何|流程|步骤|程序|网上/,
    told: /申请|办理|登记|提出|提交|通过|程序/,
  },
};

/** @param question as `normalise` leaves it */
export function wishesIn(question: string): Wish[] {
  return (Object.keys(WISHES) as Wish[]).filter((wish) => WISHES[wish].asked.test(question));
}

/** Whether a rule tells such a thing, of whatever. */
export function tells(rule: string, wish: Wish): boolean {
  return WISHES[wish].told.test(rule);
}
