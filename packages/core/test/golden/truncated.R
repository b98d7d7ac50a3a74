# Reference values of left truncation, of weighted and stratified log-rank tests and of small p: Rscript truncated.R > truncated.json
# (Debian bookworm: r-base-core 4.2.2, r-cran-survival 3.5-3)
suppressMessages(library(survival))
lung <- read.csv("lung.csv")
row <- seq_len(nrow(lung))
lung$entry <- ifelse(row %% 3 == 0, 0, floor(lung$time * ((row * 37) %% 100) / 101))
lung$apart <- lung$time + row / 1024
number <- function(x) paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ",")
curve <- function(fit) {
  limits <- sapply(c("log", "log-log", "plain"), function(scale) {
    with <- survfit(Surv(entry, time, event) ~ 1, fit, conf.type = scale)
    sprintf('"%s":{"lower":[%s],"upper":[%s]}', scale, number(with$lower), number(with$upper))
  })
  at <- survfit(Surv(entry, time, event) ~ 1, fit)
  zero <- function(se) ifelse(at$surv == 0, NA, se)
  sprintf('{"entry":[%s],"input_time":[%s],"input_event":[%s],"time":[%s],"n_risk":[%s],"n_event":[%s],"n_censor":[%s],"surv":[%s],"se":[%s],"cumhaz":[%s],%s}',
    number(fit$entry), number(fit$time), number(fit$event), number(at$time), number(at$n.risk), number(at$n.event),
    number(at$n.censor), number(at$surv), number(zero(at$surv * at$std.err)), number(at$cumhaz), paste(limits, collapse = ","))
}
emptied <- data.frame(entry = c(0, 0, 4, 4, 5), time = c(2, 3, 6, 8, 9), event = c(1, 0, 1, 1, 0))
alone <- data.frame(entry = c(0, 1, 3, 4, 5), time = c(1, 2, 6, 8, 9), event = c(0, 1, 1, 1, 0))
score <- function(formula) {
  fit <- coxph(formula, lung, ties = "breslow")
  sprintf('{"call":"coxph(%s)","chisq":%.17g,"df":%d}', deparse1(formula), fit$score, sum(!is.na(fit$coefficients)))
}
truncated <- c(score(Surv(entry, apart, event) ~ factor(sex)), score(Surv(entry, apart, event) ~ factor(sex) + strata(ph.ecog)),
  score(Surv(entry, apart, event) ~ factor(ph.ecog)))
diff <- function(group, strata, rho) {
  lung$group <- lung[[group]]
  lung$part <- if (is.null(strata)) 1 else lung[[strata]]
  fit <- if (is.null(strata)) survdiff(Surv(time, event) ~ group, lung, rho = rho) else
    survdiff(Surv(time, event) ~ group + strata(part), lung, rho = rho)
  sum <- function(x) if (is.matrix(x)) rowSums(x) else x
  sprintf('{"group":"%s","strata":%s,"rho":%s,"observed":[%s],"expected":[%s],"chisq":%.17g,"p":%.17g}', group,
    if (is.null(strata)) "null" else paste0('"', strata, '"'), rho, number(sum(fit$obs)), number(sum(fit$exp)), fit$chisq,
    pchisq(fit$chisq, length(fit$n) - 1, lower.tail = FALSE))
}
weighted <- c(diff("sex", NULL, 0.5), diff("sex", "ph.ecog", 1), diff("ph.ecog", "sex", 0), diff("ph.ecog", "sex", 2.5))
small <- sapply(c(5, 20, 60, 130, 250), function(n) {
  fit <- survdiff(Surv(seq_len(3 * n), rep(1, 3 * n)) ~ rep(1:3, each = n))
  sprintf('{"each":%d,"chisq":%.17g,"p":%.17g}', n, fit$chisq, pchisq(fit$chisq, 2, lower.tail = FALSE))
})
cat(sprintf('{"source":"truncated.R with %s, survival %s",\n', R.version.string, packageVersion("survival")))
cat('"conventions":"null = not estimable; lung with entries; apart: every time its own, so that the score test of Cox is the log-rank test; small: three groups that leave one after the other",\n')
cat('"curves":{\n"lung":', curve(lung), ',\n"emptied":', curve(emptied), ',\n"alone":', curve(alone), '},\n"truncated":[\n', sep = "")
cat(paste(truncated, collapse = ",\n"), '\n],\n"weighted":[\n', paste(weighted, collapse = ",\n"), '\n],\n"small":[\n', paste(small, collapse = ",\n"), '\n]}\n', sep = "")
